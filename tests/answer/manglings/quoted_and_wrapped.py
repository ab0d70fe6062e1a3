"""Quoted first, then broken: the rests of lines have no mark."""

import textwrap


def mangle(text: str) -> str:
    rows: list[str] = []
    for line in text.splitlines():
        rows += textwrap.wrap(f"> {line}", 76, replace_whitespace=False) or [">"]
    return "\n".join(rows) + "\n"
