"""Which lines of a text to look at again, after something was hidden in them.  Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from farhand.redact.marks import COVER
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


def covered_in(text: str, first: int, last: int, spans: Sequence[Span]) -> str:
    """`text[first:last]`, of the same length, with what is hidden in it covered; line ends stay.

    `spans` are in order and do not overlap.
    """
    parts, at = [], first
    number = max(0, bisect_left(spans, (first,)) - 1)
    while number < len(spans) and spans[number][0] < last:
        start, end = max(spans[number][0], at), min(spans[number][1], last)
        if end > start:
            hidden = text[start:end]
            parts += [text[at:start], "\n".join(COVER * len(line) for line in hidden.split("\n"))]
            at = end
        number += 1
    return "".join([*parts, text[at:last]])
