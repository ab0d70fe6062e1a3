"""A line of a text that keeps the number it had, whatever is taken away around it.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

#: How far ahead a line of a decoded text is looked for in the text it was decoded from.
_AHEAD = 80


class Line(NamedTuple):
    """`number` counts from 1 in the text as it came."""

    number: int
    text: str


def lines_of(text: str) -> list[Line]:
    return [Line(number, line.rstrip("\r")) for number, line in enumerate(text.split("\n"), 1)]


def mapped(lines: Sequence[Line], texts: Iterable[str]) -> list[Line]:
    """The same lines with other texts."""
    return [Line(line.number, text) for line, text in zip(lines, texts)]


def decoded(lines: Sequence[Line], texts: Iterable[str]) -> list[Line]:
    """Texts that were decoded from `lines`: each has the number of the line that holds it."""
    made: list[Line] = []
    at, number = 0, lines[0].number if lines else 1
    for text in texts:
        bare = text.strip()
        near = range(at, min(at + _AHEAD, len(lines))) if bare else ()
        found = next((i for i in near if bare in lines[i].text), None)
        if found is not None:
            at, number = found, lines[found].number
        made.append(Line(number, text.rstrip("\r")))
    return made
