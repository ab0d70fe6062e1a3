"""What a pager leaves."""


def mangle(text: str) -> str:
    rows = text.splitlines()
    for at in range(5, len(rows), 6):
        rows[at] = f"--More--({at}%)\n{rows[at]}"
    return "\n".join(rows) + "\n(END)\n"
