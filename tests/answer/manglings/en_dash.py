"""Two hyphens become a dash, everywhere."""


def mangle(text: str) -> str:
    return text.replace("--", "–")
