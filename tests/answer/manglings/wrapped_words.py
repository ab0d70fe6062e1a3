"""Broken at blanks, as mail programs do."""

import textwrap


def mangle(text: str) -> str:
    rows: list[str] = []
    for line in text.splitlines():
        rows += textwrap.wrap(line, 72, replace_whitespace=False, break_on_hyphens=False) or [""]
    return "\n".join(rows) + "\n"
