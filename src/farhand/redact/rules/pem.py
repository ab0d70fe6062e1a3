"""Private keys in PEM: over many lines, in one line with `\\n` in it, cut off at either end.

Certificates and public keys are no secrets. Each line of a key is hidden on its own and has the mark of
the whole key, so that indentation, prefixes and the number of lines stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import matches

ANCHORS = ("private key",)

_BEGIN = re.compile(r"-----BEGIN ((?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?)-----")
_END = re.compile(r"-----END (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----")
_HEADER = re.compile(r"[\s>|]*(?:Proc-Type|DEK-Info|Version|Comment|Hash): ")
#: The part of a line that is the key's: what ends it, without the prefix before (a quote, a time).
_BODY = re.compile(r"[A-Za-z0-9+/=\x7f]+(?=[ \t\r]*\Z)")
#: A line that is surely a key's, also where no END says so.
_SURE = re.compile(
    r"[A-Za-z0-9+/]{60,}={0,2}[ \t\r]*\Z"
    r"|\A[^A-Za-z0-9+/]*(?:[A-Za-z0-9+/]{1,80}={0,2}|\x7f+)[ \t\r]*\Z"
)
#: No key is longer; what goes on after it is no key.
_LIMIT = 32768


def find(text: str, where: Where) -> Iterator[Span]:
    after, places = 0, where.get("private key", ())
    for begin in matches(_BEGIN, text, places, 80, 40):
        if begin.start() < after:
            continue
        end = _END.search(text, begin.end(), begin.end() + _LIMIT)
        if end and "\n" not in text[begin.end() : end.start()]:
            yield Span(begin.end(), end.start(), text[begin.start() : end.end()])
        else:
            stop = text.rfind("\n", 0, end.start()) if end else _where_it_stops(text, begin.end())
            yield from _lines(text, begin.end(), stop, text[begin.start() : stop])
        after = end.end() if end else stop
    yield from _tails(text, places)


def _where_it_stops(text: str, at: int) -> int:
    """No END: the key goes on as long as lines look like one, or, all in one line, to the closing quote."""
    last = min(len(text), at + _LIMIT)
    if text.startswith("\\", at):
        close = re.compile(r"[\"'\s]").search(text, at, last)
        return close.start() if close else last
    at = text.find("\n", at, last) + 1 or last
    while at < last:
        eol = text.find("\n", at, last)
        eol = last if eol < 0 else eol
        line = text[at:eol]
        if line.strip() and not _SURE.search(line) and not _HEADER.match(line):
            return at
        at = eol + 1
    return last


def _lines(text: str, start: int, stop: int, whole: str) -> Iterator[Span]:
    """What of each line belongs to the key."""
    at = start
    while at < stop:
        eol = text.find("\n", at, stop)
        eol = stop if eol < 0 else eol
        body = _of_line(text[at:eol], escaped=at == start)
        if body:
            yield Span(at + body[0], at + body[1], whole)
        at = eol + 1


def _of_line(line: str, escaped: bool) -> tuple[int, int] | None:
    if escaped:  # the rest of the BEGIN line: empty, or the whole key with escaped line ends
        return (0, len(line.rstrip())) if line.strip() else None
    body = None if _HEADER.match(line) else _BODY.search(line[-200:])
    if not body:
        return None
    shift = max(0, len(line) - 200)
    return shift + body.start(), shift + body.end()


def _tails(text: str, places: Sequence[int]) -> Iterator[Span]:
    """An END whose BEGIN is cut off: the lines before it that look like a key."""
    after = 0
    for end in matches(_END, text, places, 80, 40):
        if not _BEGIN.search(text, max(after, end.start() - _LIMIT), end.start()):
            yield from _before(text, max(after, end.start() - _LIMIT), end.start())
        after = end.end()


def _before(text: str, first: int, last: int) -> Iterator[Span]:
    eol = text.rfind("\n", first, last)
    while eol > first:
        bol = text.rfind("\n", first, eol) + 1 or first
        line = text[bol:eol]
        body = _of_line(line, escaped=False)
        if not _SURE.search(line) or not body:
            return
        yield Span(bol + body[0], bol + body[1], line[body[0] : body[1]])
        eol = bol - 1
