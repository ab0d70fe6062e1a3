"""A name and its value in columns: tables of databases and terminals, tabs, `kubectl describe`, Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact import words
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import back, of_all

ANCHORS = (
    "pass",
    "secret",
    "token",
    "api_key",
    "apikey",
    "access_key",
    "pwd",
    "auth_string",
    "authentication_string",
)

_KEY = re.compile(r"[\w.-]{2,64}")
_CELL = re.compile(r"\*{0,2}(?:(?:\t|\\t)[ \t]*|[ \t]*[|│┃¦][ \t]*|[ ]{2,40})`?([^\s|│`\\\"']{6,256})")
_KEY_SIGNS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"
_AFTER = frozenset('\t \\|│┃¦*,;"')
_STARTS = frozenset(" \t|│┃¦\n`\"'*")
#: A line of two cells: `Password,X`.
_ROW = re.compile(r"\"?[,;]\"?([^\s,;\"]{6,256})\"?[ \t\r]*(?=\n|\Z)")
#: A type, a date, a number with its unit: what a table says about a column of that name.
_NO_VALUE = re.compile(
    r"\w+\(\d+(?:,\d+)?\)|\d{4}-\d\d-\d\d.*|[\d.,:]+\w{0,3}|.*[./](?:io|com|go|py|rb|java|ya?ml)\b.*"
)


def find(text: str, where: Where) -> Iterator[Span]:
    for at in of_all(where, ANCHORS):
        start = back(text, at, _KEY_SIGNS, 60)
        if start and text[start - 1] not in _STARTS:
            continue
        key = _KEY.match(text, start)
        if (
            not key
            or text[key.end() : key.end() + 1] not in _AFTER
            or words.kind_of(key.group()) not in ("strong", "weak")
        ):
            continue
        cell = _CELL.match(text, key.end(), key.end() + 300)
        if not cell and text[max(0, start - 2) : start].rstrip('"')[-1:] in ("", "\n"):
            cell = _ROW.match(text, key.end(), key.end() + 300)
        if cell and _counts(cell.group(1)):
            yield Span(cell.start(1), cell.end(1), cell.group(1))


def _counts(value: str) -> bool:
    digit = any(c.isdigit() for c in value)
    return digit and words.is_tokenish(value) and not words.is_blank(value) and not _NO_VALUE.fullmatch(value)
