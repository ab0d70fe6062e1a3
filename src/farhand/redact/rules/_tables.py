"""Rows of values whose names stand in a head: of CSV files, and of what SQL inserts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from farhand.redact import words
from farhand.redact.rules import Span
from farhand.redact.rules._near import line

#: name of a column -> the class of its values; None where they stay.
KindOf = Callable[[str], "str | None"]

INSERT = re.compile(
    r"(?:insert(?:[ \t]+ignore)?|replace)[ \t]+into[ \t]+[\w.\"`\[\]]{1,128}[ \t]*\(([^()\n]{3,2000})\)\s{1,40}values?\s{0,40}",
    re.I,
)
_HEAD = re.compile(
    r"(?m)^\ufeff?[\w. \"-]{1,64}(?:([,;\t])[\w. \"-]{1,64})(?:\1[\w. \"-]{1,64}){0,60}[ \t\r]*$"
)
#: Rows of a CSV file that are looked at after its head, and the longest of them.
_ROWS, _LONGEST = 5000, 8192
#: One value of a row with the sign after it: a string, or anything without commas but for those of a call.
_VALUE = re.compile(
    r"\s{0,20}(?:N?'((?:[^'\n\\]|''|\\.){0,4096})'|(?:[^,()'\n]|\([^()\n]{0,200}\)){0,400})\s{0,20}[,)]"
)
_FOLLOWING = re.compile(r"\s{0,20},\s{0,20}(?=\()")


def inserted(text: str, insert: re.Match[str], kind_of: KindOf) -> Iterator[Span]:
    """The wanted values of each `(…)` of an INSERT."""
    columns = [kind_of(name.strip(' "`[]')) for name in insert.group(1).split(",")]
    at = insert.end()
    while text[at : at + 1] == "(":
        for kind in columns:
            value = _VALUE.match(text, at + 1)
            if not value:
                return
            inside = value.group(1)
            if inside and kind is not None and not words.is_blank(inside):
                yield Span(value.start(1), value.end(1), inside.replace("''", "'"), kind)
            at = value.end() - 1 if text[value.end() - 1] == "," else value.end()
            if text[at - 1 : at] == ")":
                break
        following = _FOLLOWING.match(text, at)
        at = following.end() if following else len(text)


def csv(text: str, at: int, kinds_of: Callable[[list[str]], Mapping[int, str]]) -> tuple[list[Span], int]:
    """The wanted cells below the head of a CSV file, and how far its rows go. `kinds_of`: names of all columns ->
    number of a column -> class."""
    first = text.rfind("\n", max(0, at - 4000), at) + 1
    head = _HEAD.match(text, first)
    end = text.find("\n", at, at + _LONGEST)
    after = end + 1 if end >= 0 else at + _LONGEST
    if not head:
        return [], after
    sign = head.group(1)
    names = [name.strip(' "\r\ufeff') for name in head.group().split(sign)]
    wanted = {} if any(name.isdigit() for name in names) else kinds_of(names)  # with a number it is a row
    start, spans = head.end() + 1, list[Span]()
    for _ in range(_ROWS if wanted else 0):
        eol = text.find("\n", start, start + _LONGEST)
        cells = _split(text[start : eol if eol >= 0 else start + _LONGEST].rstrip("\r"), sign)
        if len(cells) != len(names):
            break
        spans += _cells(start, cells, wanted)
        start = eol + 1 if eol >= 0 else len(text) + 1
        if eol < 0:
            break
    return spans, max(start, after)


def copied(
    text: str, head: re.Match[str], kinds_of: Callable[[list[str]], Mapping[int, str]]
) -> Iterator[Span]:
    """The wanted cells of the rows that follow `COPY … FROM stdin`."""
    names = [name.strip(' "') for name in head.group(1).split(",")]
    wanted, start = kinds_of(names), head.end()
    while wanted and start < len(text) and not text.startswith("\\.", start):
        eol = text.find("\n", start, start + _LONGEST)
        end = eol if eol >= 0 else min(len(text), start + _LONGEST)
        cells = text[start:end].split("\t")
        if len(cells) != len(names):
            return
        yield from (span for span in _cells(start, cells, wanted) if span.value != "\\N")
        start = end + 1


def grid(text: str, at: int, kinds_of: Callable[[list[str]], Mapping[int, str]]) -> Iterator[Span]:
    """The wanted cells below a head as databases print it, with `|` between the columns."""
    start, eol = line(text, at)
    names = [name.strip() for name in text[start:eol].split("|")] if eol - start < _LONGEST else []
    wanted = kinds_of(names) if len(names) > 1 else {}
    for _ in range(_ROWS if wanted else 0):
        start, eol = line(text, eol + 1)
        row = text[start:eol]
        cells = row.split("|")
        if len(cells) == len(names):
            yield from _cells(start, cells, wanted)
        elif not row.startswith(("-", "+", "=")):
            break
        if eol >= len(text):
            break


def _split(row: str, sign: str) -> list[str]:
    """The cells of a row as they are written; a sign within quotes separates nothing."""
    if '"' not in row:
        return row.split(sign)
    cells, parts = list[str](), iter(row.split(sign))
    for part in parts:
        while part.count('"') % 2:
            more = next(parts, None)
            if more is None:
                break
            part += sign + more
        cells.append(part)
    return cells


def _cells(at: int, cells: list[str], wanted: Mapping[int, str]) -> Iterator[Span]:
    for i, cell in enumerate(cells):
        value = cell.strip().strip('"')
        if i in wanted and value and not words.is_blank(value):
            start = at + cell.index(value)
            yield Span(start, start + len(value), value, wanted[i])
        at += len(cell) + 1
