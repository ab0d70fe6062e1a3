"""Values in SQL: what a column that sounds secret is set to, compared with or filled with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact import words
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import back, matches, of_all

_INTO = ("insert into", "insert ignore into", "replace into")
#: In the head of a CSV file.
_COLUMNS = ("pass", "pwd", "token", "secret", "api_key", "apikey")
_SIGNS = frozenset(",;\t")
ANCHORS = (*_INTO, *_COLUMNS, "with password", "set password", "sp_", "from stdin")

_INSERT = re.compile(
    r"(?:insert(?:[ \t]+ignore)?|replace)[ \t]+into[ \t]+[\w.\"`\[\]]{1,128}[ \t]*\(([^()\n]{3,2000})\)\s{1,40}values?\s{0,40}",
    re.I,
)
_LOGIN = re.compile(r"with[ \t]+password[ \t]*=[ \t]*N?'((?:[^'\n]|''){1,256})'", re.I)
_SET = re.compile(
    r"set[ \t]+password[ \t]+(?:for[ \t]+[^\n=]{1,140})?=[ \t]*(?:password\()?[ \t]*'([^'\n]{1,256})'", re.I
)
_ADDLOGIN = re.compile(
    r"sp_(?:addlogin|password|addlinkedsrvlogin)\b[^\n']{0,40}(?:'[^'\n]{0,128}'[ \t]*,[ \t]*)+"
    r"(?:@\w+[ \t]*=[ \t]*)?'([^'\n]{1,256})'",
    re.I,
)
#: What pg_dump writes: the columns, and below them rows with tabs up to a line of its own.
_COPY = re.compile(r"COPY[ \t]+[\w.\"]{1,128}[ \t]*\(([^()\n]{3,2000})\)[ \t]+FROM[ \t]+stdin[^\n]{0,80}\n", re.I)
_HEAD = re.compile(r"(?m)^[\w.\"-]{1,64}(?:([,;\t])[\w. \"-]{1,64})(?:\1[\w. \"-]{1,64}){0,60}[ \t\r]*$")
#: Rows of a CSV file that are looked at after its head, and the longest of them.
_ROWS, _LONGEST = 5000, 8192


def find(text: str, where: Where) -> Iterator[Span]:
    for match in matches(_INSERT, text, of_all(where, _INTO), 0, 4000):
        columns = [name.strip(' "`[]') for name in match.group(1).split(",")]
        yield from _rows(text, match.end(), columns)
    for match in matches(_LOGIN, text, where.get("with password", ()), 0, 400):
        yield Span(match.start(1), match.end(1), match.group(1).replace("''", "'"))
    for pattern, literal in ((_SET, "set password"), (_ADDLOGIN, "sp_")):
        for match in matches(pattern, text, where.get(literal, ()), 0, 700):
            yield Span(match.start(1), match.end(1), match.group(1))
    for at in where.get("from stdin", ()):
        head = _COPY.match(text, text.rfind("\n", max(0, at - 2200), at) + 1)
        yield from _copied(text, head) if head else ()
    done = 0
    for at in of_all(where, _COLUMNS):
        if at >= done and _in_a_list(text, at):
            spans, done = _csv(text, at)
            yield from spans


def _rows(text: str, at: int, columns: list[str]) -> Iterator[Span]:
    """The secret values of each `(…)` of an INSERT."""
    while text[at : at + 1] == "(":
        for name in columns:
            value = _VALUE.match(text, at + 1)
            if not value:
                return
            inside = value.group(1)
            if inside and words.kind_of(name) == "strong" and not words.is_blank(inside):
                yield Span(value.start(1), value.end(1), inside.replace("''", "'"))
            at = value.end() - 1 if text[value.end() - 1] == "," else value.end()
            if text[at - 1 : at] == ")":
                break
        following = re.compile(r"\s{0,20},\s{0,20}(?=\()").match(text, at)
        at = following.end() if following else len(text)


#: One value of a row with the sign after it: a string, or anything without commas but for those of a call.
_VALUE = re.compile(
    r"\s{0,20}(?:N?'((?:[^'\n\\]|''|\\.){0,4096})'|(?:[^,()'\n]|\([^()\n]{0,200}\)){0,400})\s{0,20}[,)]"
)


def _in_a_list(text: str, at: int) -> bool:
    """True where a sign between columns stands before or after the name at `at`."""
    start = back(text, at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_\" ", 40)
    after = _NAME_END.match(text, at)
    return text[start - 1 : start] in _SIGNS or (after is not None and text[after.end() : after.end() + 1] in _SIGNS)


_NAME_END = re.compile(r"[\w \"-]{0,40}")


def _copied(text: str, head: re.Match[str]) -> Iterator[Span]:
    """The secret columns of the rows that follow `COPY … FROM stdin`."""
    names = [name.strip(' "') for name in head.group(1).split(",")]
    wanted = [i for i, name in enumerate(names) if words.kind_of(name) == "strong"]
    start = head.end()
    while wanted and start < len(text) and not text.startswith("\\.", start):
        eol = text.find("\n", start, start + _LONGEST)
        end = eol if eol >= 0 else min(len(text), start + _LONGEST)
        cells = text[start:end].split("\t")
        if len(cells) != len(names):
            return
        yield from (span for span in _cells(start, cells, wanted) if span.value != "\\N")
        start = end + 1


def _csv(text: str, at: int) -> tuple[list[Span], int]:
    """The secret columns below the head of a CSV file, and how far its rows go."""
    first = text.rfind("\n", max(0, at - 4000), at) + 1
    head = _HEAD.match(text, first)
    end = text.find("\n", at, at + _LONGEST)
    after = end + 1 if end >= 0 else at + _LONGEST
    if not head:
        return [], after
    sign = head.group(1)
    names = [name.strip(' "\r') for name in head.group().split(sign)]
    wanted = [i for i, name in enumerate(names) if words.kind_of(name) == "strong"]
    if any(name.isdigit() for name in names):
        return [], after  # a row
    start, spans = head.end() + 1, list[Span]()
    for _ in range(_ROWS if wanted else 0):
        eol = text.find("\n", start, start + _LONGEST)
        cells = text[start : eol if eol >= 0 else start + _LONGEST].rstrip("\r").split(sign)
        if len(cells) != len(names):
            break
        spans += _cells(start, cells, wanted)
        start = eol + 1 if eol >= 0 else len(text) + 1
        if eol < 0:
            break
    return spans, max(start, after)


def _cells(at: int, cells: list[str], wanted: list[int]) -> Iterator[Span]:
    for i, cell in enumerate(cells):
        value = cell.strip().strip('"')
        if i in wanted and value and not words.is_blank(value):
            start = at + cell.index(value)
            yield Span(start, start + len(value), value)
        at += len(cell) + 1
