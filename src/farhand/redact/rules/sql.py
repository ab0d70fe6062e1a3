"""Values in SQL: what a column that sounds secret is set to, compared with or filled with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact import words
from farhand.redact.rules import Span, Where, _tables
from farhand.redact.rules._near import back, matches, of_all

_INTO = ("insert into", "insert ignore into", "replace into")
#: In the head of a CSV file.
_COLUMNS = ("pass", "pwd", "token", "secret", "api_key", "apikey")
_SIGNS = frozenset(",;	")
ANCHORS = (*_INTO, *_COLUMNS, "with password", "set password", "sp_", "from stdin")

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
_COPY = re.compile(
    r"COPY[ \t]+[\w.\"]{1,128}[ \t]*\(([^()\n]{3,2000})\)[ \t]+FROM[ \t]+stdin[^\n]{0,80}\n", re.I
)
_NAME_END = re.compile(r"[\w \"-]{0,40}")


def find(text: str, where: Where) -> Iterator[Span]:
    for match in matches(_tables.INSERT, text, of_all(where, _INTO), 0, 4000):
        yield from _tables.inserted(text, match, _secret)
    for match in matches(_LOGIN, text, where.get("with password", ()), 0, 400):
        yield Span(match.start(1), match.end(1), match.group(1).replace("''", "'"))
    for pattern, literal in ((_SET, "set password"), (_ADDLOGIN, "sp_")):
        for match in matches(pattern, text, where.get(literal, ()), 0, 700):
            yield Span(match.start(1), match.end(1), match.group(1))
    for at in where.get("from stdin", ()):
        head = _COPY.match(text, text.rfind("\n", max(0, at - 2200), at) + 1)
        yield from _tables.copied(text, head, _wanted) if head else ()
    done = 0
    for at in of_all(where, _COLUMNS):
        if at >= done and _in_a_list(text, at):
            spans, done = _tables.csv(text, at, _wanted)
            yield from spans


def _secret(column: str) -> str | None:
    return "" if words.kind_of(column) == "strong" else None


def _wanted(columns: list[str]) -> dict[int, str]:
    return {i: "" for i, column in enumerate(columns) if words.kind_of(column) == "strong"}


def _in_a_list(text: str, at: int) -> bool:
    """True where a sign between columns stands before or after the name at `at`."""
    start = back(text, at, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_" ', 40)
    after = _NAME_END.match(text, at)
    return text[start - 1 : start] in _SIGNS or (
        after is not None and text[after.end() : after.end() + 1] in _SIGNS
    )
