"""Lines in the middle are missing."""

SEEN = False


def mangle(text: str) -> str:
    lines = text.splitlines(keepends=True)
    at = len(lines) // 3 + 1
    return "".join([*lines[:at], *lines[at + max(1, len(lines) // 4) :]])
