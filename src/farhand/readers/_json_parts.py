"""JSON anywhere in a paste: behind a prompt or an HTTP status line, printed or on one line, whole or cut off.

What is cut off is closed after its last whole member. Each line is looked at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: Documents of one source that are parsed; what has more is a log.
_MOST = 2000
_BEGIN = re.compile(r"[{\[](?=\s*[\"{\[]|\s*$)")
_TOKEN = re.compile(r"\"(?:[^\"\\]|\\.)*(?:\"|$)|[{}\[\],]")
#: How a line inside a printed document begins.
_WITHIN = re.compile(r"\s*(?:[\"{}\[\],\d-]|true\b|false\b|null\b|\.\.\.|$)")


@dataclass(frozen=True)
class Document:
    """Lines from first to end, and what they hold."""

    first: int
    end: int
    value: Any
    cut: bool = False


def documents(lines: Sequence[str], *words: str) -> Iterator[Document]:
    """Each document whose text holds one of the words."""
    at = parsed = 0
    while at < len(lines) and parsed < _MOST:
        begin = _BEGIN.search(lines[at]) if "{" in lines[at] or "[" in lines[at] else None
        if begin is None:
            at += 1
            continue
        end, text, cut = _extent(lines, at, begin.start())
        if any(word in text for word in words):
            parsed += 1
            value = _parsed(text)
            if isinstance(value, (dict, list)):
                yield Document(at, end, value, cut)
        at = end


def _extent(lines: Sequence[str], at: int, column: int) -> tuple[int, str, bool]:
    """The lines until the brackets are closed, or until a line that cannot belong to it."""
    depth, taken = 0, list[str]()
    for n in range(at, len(lines)):
        line = lines[n][column:] if n == at else lines[n]
        if n > at and not _WITHIN.match(line):
            return n, "\n".join(taken), True
        for token in _TOKEN.finditer(line):
            depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token[0], 0)
            if depth == 0 and token[0] in "}]":
                return n + 1, "\n".join([*taken, line[: token.end()]]), False
        taken.append(line)
    return len(lines), "\n".join(taken), True


def _parsed(text: str) -> Any:
    for attempt in (text, _closed(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _closed(text: str) -> str:
    """The text up to its last whole member, with the brackets that are still open closed."""
    open_: list[str] = []
    last = 0
    for token in _TOKEN.finditer(text):
        if token[0] in ("{", "["):
            open_.append("}" if token[0] == "{" else "]")
        elif token[0] in ("}", "]") and open_:
            open_.pop()
        elif token[0] != ",":
            continue
        last = token.start() if token[0] == "," else token.end()
    return text[:last] + "".join(reversed(open_))


def place(lines: Sequence[str], *wanted: str) -> int:
    """The first line that holds one of the texts, tried in turn; 0 where none does."""
    for text in wanted:
        for at, line in enumerate(lines):
            if text and text in line:
                return at
    return 0


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def rows(value: Any) -> list[Mapping[str, Any]]:
    """A list's mappings; empty for anything else."""
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def text(value: Any) -> str:
    """A scalar as text; empty for what is nothing or has parts."""
    return "" if value is None or isinstance(value, (dict, list)) else str(value)
