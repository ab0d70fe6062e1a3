"""Which lines of a text to look at again, after something was hidden in them.  Pure."""

from __future__ import annotations

from collections.abc import Iterable

from farhand.redact.rules import Span

#: Characters before and after a hidden piece that belong to its surroundings; a text up to this length is
#: looked at as a whole.
AROUND, WHOLE = 300, 4096


def regions(text: str, spans: Iterable[Span]) -> list[tuple[int, int]]:
    """From where to where: whole lines where these are short, in order, not overlapping."""
    if len(text) <= WHOLE:
        return [(0, len(text))]
    found: list[tuple[int, int]] = []
    for span in sorted(spans):
        first, last = _lines(text, span.start, span.end)
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _lines(text: str, start: int, end: int) -> tuple[int, int]:
    """The line before, the lines of the piece itself and the line after, none longer than a limit."""
    first = max(0, start - AROUND)
    line = text.find("\n", first, start)
    last = min(len(text), end + AROUND)
    stop = text.rfind("\n", end, last)
    return (line + 1 if line >= 0 else first), (stop if stop >= 0 else last)
