"""Quoted twice, by two programs."""


def mangle(text: str) -> str:
    return "".join(f">> {line}\n" if n % 2 else f"> > {line}\n" for n, line in enumerate(text.splitlines()))
