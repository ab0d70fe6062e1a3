"""Quoted with a bar."""


def mangle(text: str) -> str:
    return "".join(f"| {line}\n" for line in text.splitlines())
