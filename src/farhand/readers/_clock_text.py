"""Clocks as they stand in pasted text: `date`, OpenSSL's dates, seconds since 1970.

A certificate is judged against a clock that was printed with it, never against the reader's own.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import datetime, timezone

_MONTHS = {m: n for n, m in enumerate(calendar.month_abbr)}
_GMT = re.compile(r"(?P<mon>[A-Z][a-z]{2}) {1,2}(?P<d>\d{1,2}) (?P<t>\d\d:\d\d:\d\d) (?P<y>\d{4})(?: GMT)?")
_DATE = re.compile(
    r"^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?:(?P<mon>[A-Z][a-z]{2}) {1,2}(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2}) (?P<mon2>[A-Z][a-z]{2}) (?P<y2>\d{4})) (?P<t>\d\d:\d\d:\d\d)"
    r"(?: [AP]M)?(?: (?:UTC|GMT))(?: (?P<y>\d{4}))?$"
)
_EPOCH = re.compile(r"^\s*Start Time: (?P<s>\d{9,11})\b")


def openssl_date(text: str) -> datetime | None:
    """`Jan  1 00:00:00 2026 GMT`, anywhere in the text."""
    found = _GMT.search(text)
    return _made(found["y"], found["mon"], found["d"], found["t"]) if found else None


def clock(line: str) -> datetime | None:
    """What `date -u` prints on a line of its own, or the start of an OpenSSL session."""
    epoch = _EPOCH.match(line)
    if epoch:
        return datetime.fromtimestamp(int(epoch["s"]), timezone.utc)
    found = _DATE.match(line.strip())
    if not found:
        return None
    year = found["y"] or found["y2"]
    return _made(year, found["mon"] or found["mon2"], found["d"] or found["d2"], found["t"]) if year else None


def stamp(text: str) -> datetime | None:
    """`2026-11-26 09:22:25.247615+00`, or ISO 8601 with its offset from UTC, or seconds since 1970."""
    if re.fullmatch(r"1\d{9}", text):
        return datetime.fromtimestamp(int(text), timezone.utc)
    try:
        read = datetime.fromisoformat(text.strip().replace(",", "."))
    except ValueError:
        return None
    return read if read.tzinfo else None


def first_clock(lines: Sequence[str]) -> datetime | None:
    return next((at for line in lines if (at := clock(line))), None)


def _made(year: str, month: str, day: str, time: str) -> datetime | None:
    try:
        hour, minute, second = map(int, time.split(":"))
        return datetime(int(year), _MONTHS[month], int(day), hour, minute, second, tzinfo=timezone.utc)
    except (KeyError, ValueError):
        return None
