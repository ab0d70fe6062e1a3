"""format=flowed of RFC 3676: soft breaks leave a blank, lines that begin with a blank get one more."""


def mangle(text: str) -> str:
    rows: list[str] = []
    for line in text.splitlines():
        line = f" {line}" if line.startswith((" ", ">", "From ")) else line
        while len(line) > 72 and " " in line[:72].strip():
            at = line.rindex(" ", 1, 72) + 1
            rows.append(line[:at])
            line = line[at:]
        rows.append(line.rstrip())
    return "\n".join(rows) + "\n"
