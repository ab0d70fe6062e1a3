"""Broken hard at 80 signs."""

WIDTH = 80


def mangle(text: str) -> str:
    rows = [line[i : i + WIDTH] for line in text.splitlines() for i in range(0, max(1, len(line)), WIDTH)]
    return "\n".join(rows) + "\n"
