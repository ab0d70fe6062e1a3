"""Values in SQL: what a column that sounds secret is set to, compared with or filled with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact import words
from farhand.redact.rules import Span, Where, _tables
from farhand.redact.rules._near import matches, of_all

_INTO = ("insert into", "insert ignore into", "replace into")
#: In the head of a CSV file.
_COLUMNS = ("id,", ",password", ",token", ",secret")
ANCHORS = (*_INTO, *_COLUMNS, "with password", "set password", "sp_")

_LOGIN = re.compile(r"with[ \t]+password[ \t]*=[ \t]*N?'((?:[^'\n]|''){1,256})'", re.I)
_SET = re.compile(
    r"set[ \t]+password[ \t]+(?:for[ \t]+[^\n=]{1,140})?=[ \t]*(?:password\()?[ \t]*'([^'\n]{1,256})'", re.I
)
_ADDLOGIN = re.compile(
    r"sp_(?:addlogin|password|addlinkedsrvlogin)\b[^\n']{0,40}(?:'[^'\n]{0,128}'[ \t]*,[ \t]*)+"
    r"(?:@\w+[ \t]*=[ \t]*)?'([^'\n]{1,256})'",
    re.I,
)


def find(text: str, where: Where) -> Iterator[Span]:
    for match in matches(_tables.INSERT, text, of_all(where, _INTO), 0, 4000):
        yield from _tables.inserted(text, match, _secret)
    for match in matches(_LOGIN, text, where.get("with password", ()), 0, 400):
        yield Span(match.start(1), match.end(1), match.group(1).replace("''", "'"))
    for pattern, literal in ((_SET, "set password"), (_ADDLOGIN, "sp_")):
        for match in matches(pattern, text, where.get(literal, ()), 0, 700):
            yield Span(match.start(1), match.end(1), match.group(1))
    done = 0
    for at in of_all(where, _COLUMNS):
        if at >= done:
            spans, done = _tables.csv(text, at, _wanted)
            yield from spans


def _secret(column: str) -> str | None:
    return "" if words.kind_of(column) == "strong" else None


def _wanted(columns: list[str]) -> dict[int, str]:
    return {i: "" for i, column in enumerate(columns) if words.kind_of(column) == "strong"}
