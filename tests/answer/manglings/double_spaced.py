"""An empty line after every line."""


def mangle(text: str) -> str:
    return text.replace("\n", "\n\n")
