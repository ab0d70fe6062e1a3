"""The two commonest logs, told without asking all formats: that would take longer than a whole slice.  Pure.

Only where every line is one: lines of Python's or Java's logging with date, time and level and what continues
them, or JSON objects with an ISO time. Anything else is for `recognise`.
"""

from __future__ import annotations

import re

from farhand.logs import formats
from farhand.logs.formats import Reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.clock import Clock

_LINE = (
    rb"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:[.,]\d{3,6})? +"
    rb"(?:\[?(?:TRACE|DEBUG|INFO|WARN|ERROR|CRITICAL|FATAL)|\[[\w.-]+\] )"
)
#: A line with a time of day near its beginning that is not of that shape; or JSON, its time may be far.
_OTHER = rb"(?m:^)(?!" + _LINE + rb")(?=\{ ?\"|[^\n]{0,120}?\d\d?:\d\d:\d\d)"
#: Keys of JSON lines that are a format, or a wrapper, of their own.
_OWN = (b'{"log":"', b'"$date"', b'"__REALTIME_TIMESTAMP"', b'"epochSecond"')


def recognise(text: bytes, clock: Clock) -> Reading | None:
    """None where it is not one of these two, for sure. `text` is whole lines from several places of the
    log.
    """
    if text.startswith(b'{"'):
        return _json(text, clock)
    if text[:2] == b"20" and re.match(_LINE, text) and not re.search(_OTHER, text):
        return formats.reading("plain", "iso", clock)
    return None


def _json(text: bytes, clock: Clock) -> Reading | None:
    lines = text.count(b"\n")
    if text.count(b'\n{"') + 1 < lines or any(own in text for own in _OWN):
        return None
    reading = formats.reading("json_lines", "iso", clock)
    times = [reading.time(found) for found in reading.begin.finditer(text)]
    return reading if len(times) >= lines and None not in times else None
