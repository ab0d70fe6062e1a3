"""Records of a log by level and by a literal text, and the last lines of what is too long.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: From the mildest to the worst; what programs call them.
_WORDS = {
    "DEBUG": ("DEBUG", "TRACE", "FINE"),
    "INFO": ("INFO", "NOTICE"),
    "WARNING": ("WARNING", "WARN"),
    "ERROR": ("ERROR", "ERR", "SEVERE", "FAIL", "FAILED"),
    "CRITICAL": ("CRITICAL", "FATAL", "PANIC", "EMERG", "ALERT", "CRIT"),
}
LEVELS = tuple(_WORDS)
_RANK = {word: rank for rank, words in enumerate(_WORDS.values()) for word in words}
_LEVEL = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(_RANK)})(?![A-Za-z])", re.I)
#: A line that continues the record before it.
_MORE = re.compile(
    r"[ \t]|$|Traceback|Caused by|During handling|The above exception|\.\.\. |[\w.]+(?:Error|Exception)\b"
)


def chosen(text: str, level: str = "", contains: str = "") -> str:
    """The records of that level or a worse one which hold that text; without either, all of it."""
    if not level and not contains:
        return text
    least = LEVELS.index(level) if level else 0
    return "".join(r for r in _records(text) if contains in r and (not level or _rank(r) >= least))


def cut(text: str, most: int) -> str:
    """The last lines, and a line that says how many are left out."""
    lines = text.splitlines(keepends=True)
    if len(lines) <= most:
        return text
    return f"({len(lines) - most} lines before these are left out)\n" + "".join(lines[-most:])


def _records(text: str) -> Iterator[str]:
    record: list[str] = []
    for line in text.splitlines(keepends=True):
        if record and not _MORE.match(line):
            yield "".join(record)
            record = []
        record.append(line)
    if record:
        yield "".join(record)


def _rank(record: str) -> int:
    """By the first word of a level in it; a traceback without one is an error; else the mildest."""
    found = _LEVEL.search(record.partition("\n")[0])
    if found:
        return _RANK[found.group().upper()]
    return LEVELS.index("ERROR") if "Traceback (most recent" in record else 0
