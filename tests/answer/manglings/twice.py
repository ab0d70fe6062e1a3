"""Pasted twice."""


def mangle(text: str) -> str:
    return f"{text}and once more, to be sure:\n{text}"
