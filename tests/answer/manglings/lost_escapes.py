"""Colours whose ESC was lost."""


def mangle(text: str) -> str:
    return "".join(f"[32m{row}[0m\n" for row in text.splitlines())
