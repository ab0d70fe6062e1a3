"""Blanks at the ends of lines are cut."""


def mangle(text: str) -> str:
    return "".join(line.rstrip() + "\n" for line in text.splitlines())
