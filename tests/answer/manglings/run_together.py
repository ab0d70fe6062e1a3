"""All line ends have become blanks."""


def mangle(text: str) -> str:
    return " ".join(text.splitlines()) + "\n"
