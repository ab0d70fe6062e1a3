"""Indented, as Markdown does for code."""


def mangle(text: str) -> str:
    return "Output:\n\n" + "".join(f"    {line}\n" for line in text.splitlines())
