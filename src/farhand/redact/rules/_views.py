"""A text as its reader sees it, without colours and with its escapes read, and what is found there, in the original.

A view is made of one stretch of text. The rules look at the view; what they find is hidden where it came from. A
view may hold another one, as base64 in JSON in a URL does, up to a depth.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from farhand.redact import rules
from farhand.redact.rules import Rule, Span

#: How deep one view may lie in another.
_DEEPEST = 3
_here = threading.local()


@cache
def of_group(group: str) -> tuple[Rule, ...]:
    """The rules that hide one group."""
    return rules.of(frozenset({group}))


def found_in(text: str, group: str) -> list[Span]:
    """What the rules of a group find in a decoded text; nothing where it lies too deep."""
    depth = getattr(_here, "depth", 0)
    if depth >= _DEEPEST or not text:
        return []
    _here.depth = depth + 1
    try:
        some = of_group(group)
        return [s for s in rules.find(some, text, rules.where(some, text)) if s.end > s.start]
    finally:
        _here.depth = depth


class View:
    """How escapes of one kind are read."""

    def __init__(self, escape: str, read: Callable[[str], str]) -> None:
        self._escape = re.compile(escape)
        self._read = read

    def find(self, text: str, first: int, last: int, group: str) -> Iterator[Span]:
        """What the rules of a group find in `text[first:last]` as it reads, in its original places."""
        plain, begin, end = self._mapped(text, first, last)
        for span in found_in(plain, group):
            start, stop = begin[span.start], end[span.end - 1]
            if stop > start:
                yield Span(start, stop, span.value, span.kind)

    def _mapped(self, text: str, first: int, last: int) -> tuple[str, list[int], list[int]]:
        """What it reads, and from where to where each character of that stood."""
        plain: list[str] = []
        begin: list[int] = []
        end: list[int] = []
        at = first
        for match in [*self._escape.finditer(text, first, last), None]:
            stop = match.start() if match else last
            plain.append(text[at:stop])
            begin += range(at, stop)
            end += range(at + 1, stop + 1)
            if match:
                said = self._read(match.group())
                plain.append(said)
                begin += [match.start()] * len(said)
                end += [match.end()] * len(said)
                at = match.end()
        return "".join(plain), begin, end


def stretches(
    text: str, places: Sequence[int], stop: re.Pattern[str], before: int, after: int
) -> Iterator[tuple[int, int]]:
    """The stretches of text around these places that hold no `stop`, cut at a distance; none twice."""
    done = 0
    for at in places:
        if at < done:
            continue
        first = max(done, at - before)
        for match in stop.finditer(text, first, at):
            first = match.end()
        found = stop.search(text, at, at + after)
        done = found.start() if found else min(len(text), at + after)
        yield first, done
