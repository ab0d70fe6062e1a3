"""A digit of the output was changed by hand."""

import re

SEEN = False


def mangle(text: str) -> str:
    lines = text.split("\n")
    inner = [n for n, line in enumerate(lines) if "#farhand" not in line and re.search(r"\d", line)]
    at = inner[len(inner) // 2] if inner else 0
    lines[at] = re.sub(r"\d(?!.*\d)", lambda m: str((int(m[0]) + 1) % 10), lines[at], count=1)
    return "\n".join(lines)
