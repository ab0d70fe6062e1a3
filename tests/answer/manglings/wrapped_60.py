"""Broken hard at 60 signs."""

WIDTH = 60


def mangle(text: str) -> str:
    rows = [line[i : i + WIDTH] for line in text.splitlines() for i in range(0, max(1, len(line)), WIDTH)]
    return "\n".join(rows) + "\n"
