"""Tables that databases print: a head with column names between bars, and rows below it.

`| id | password |` of MySQL and Markdown, ` login | passwd` of psql, over a line of `-` and `+`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact import words
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import line, of_all

ANCHORS = ("pass", "secret", "token", "pwd", "api_key", "apikey", "auth_string", "authentication_string")

_BAR = re.compile("[|│┃¦]")
_RULE = re.compile(r"[\s+|│┃¦:=─━┼╪├┤╞╡┝┥╂-]{5,}")
#: Rows below a head that are looked at, and the longest of them.
_ROWS, _LONGEST = 2000, 8192


def find(text: str, where: Where) -> Iterator[Span]:
    done = -1
    for at in of_all(where, ANCHORS):
        if at > done:
            first, done = line(text, at)
            if done - first < _LONGEST and _BAR.search(text, first, done):
                spans, done = _below(text, first, done)
                yield from spans


def _below(text: str, first: int, last: int) -> tuple[list[Span], int]:
    """The secret cells of the rows below a head, and where the last row ends."""
    names = [name.strip(" `*\t\r") for name in _BAR.split(text[first:last])]
    wanted = [i for i, name in enumerate(names) if words.kind_of(name) == "strong"]
    start, end = _next(text, last)
    if not wanted or any(" " in name for name in names) or not _RULE.fullmatch(text, start, end):
        return [], last
    spans = list[Span]()
    for _ in range(_ROWS):
        start, following = _next(text, end)
        cells = _BAR.split(text[start:following])
        if len(cells) != len(names) or following - start > _LONGEST or start >= len(text):
            break
        spans += _cells(start, cells, wanted)
        end = following
    return spans, end


def _next(text: str, end: int) -> tuple[int, int]:
    start = min(end + 1, len(text))
    eol = text.find("\n", start, start + _LONGEST)
    return start, eol if eol >= 0 else min(len(text), start + _LONGEST)


def _cells(at: int, cells: list[str], wanted: list[int]) -> Iterator[Span]:
    for i, cell in enumerate(cells):
        value = cell.strip(" `\t\r")
        if i in wanted and value and not words.is_blank(value) and not _RULE.fullmatch(cell):
            start = at + cell.index(value)
            yield Span(start, start + len(value), value)
        at += len(cell) + 1
