"""Empty lines are taken out."""


def mangle(text: str) -> str:
    return "".join(f"{line}\n" for line in text.splitlines() if line.strip())
