"""Working hours: how long somebody was waited for while they were at work.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from farhand import when
from farhand.errors import Mistake

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PART = re.compile(r"(?:([a-z]{3})(?:-([a-z]{3}))?\s+)?(\d\d?):?(\d\d)?\s*-\s*(\d\d?):?(\d\d)?")
#: Days that are looked at; what waits for longer is measured as if it were that long.
_MOST = 800

#: For each day of the week, from Monday: pairs of minutes since midnight.
Week = tuple[tuple[tuple[int, int], ...], ...]


def read(text: str) -> Week | None:
    """`mon-fri 09:00-17:00, sat 10-12`; without days: each day. None where empty. Raises Mistake."""
    if not text.strip():
        return None
    days: list[list[tuple[int, int]]] = [[] for _ in _DAYS]
    for part in text.lower().split(","):
        match = _PART.fullmatch(part.strip())
        span = _span(match) if match else None
        if match is None or span is None:
            raise Mistake(f"working hours {text[:60]!r}: write them as mon-fri 09:00-17:00, sat 10:00-12:00")
        for day in _between(match[1], match[2]):
            days[day].append(span)
    return tuple(tuple(sorted(spans)) for spans in days)


def _span(match: re.Match[str]) -> tuple[int, int] | None:
    begin = int(match[3]) * 60 + int(match[4] or 0)
    end = int(match[5]) * 60 + int(match[6] or 0)
    known = all(day in (None, *_DAYS) for day in (match[1], match[2]))
    minutes = all(int(m or 0) < 60 for m in (match[4], match[6]))
    return (begin, end) if known and minutes and begin < end <= 24 * 60 else None


def _between(first: str | None, last: str | None) -> Iterator[int]:
    if first is None:
        yield from range(7)
        return
    begin, end = _DAYS.index(first), _DAYS.index(last or first)
    yield from (day % 7 for day in range(begin, end + 1 if end >= begin else end + 8))


def worked(since: str, until: str, hours: str = "", zone: str = "") -> float:
    """Minutes between two times (RFC 3339) that lie within working hours; all of them without hours.

    What cannot be read counts as no hours: the case came from elsewhere and is still told.
    """
    begin, end = _moment(since), _moment(until)
    try:
        week, where = read(hours), when.zone(zone)
    except Mistake:
        week, where = None, timezone.utc
    if week is None or end <= begin:
        return max(0.0, (end - begin).total_seconds() / 60)
    return sum(_overlap(begin, end, a, b) for a, b in _spans(week, where, begin, end))


def merged(intervals: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same time, RFC 3339, in intervals that do not overlap: each minute once."""
    found: list[tuple[str, str]] = []
    for begin, end in sorted(intervals):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def _spans(week: Week, where: tzinfo, begin: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    day = begin.astimezone(where).date()
    last = min(end.astimezone(where).date(), day + timedelta(days=_MOST))
    while day <= last:
        for opens, closes in week[day.weekday()]:
            yield _at(day, opens, where), _at(day, closes, where)
        day += timedelta(days=1)


def _at(day: date, minute: int, where: tzinfo) -> datetime:
    day += timedelta(days=minute // 1440)
    return datetime.combine(day, time(minute % 1440 // 60, minute % 60), where).astimezone(timezone.utc)


def _overlap(begin: datetime, end: datetime, opens: datetime, closes: datetime) -> float:
    return max(0.0, (min(end, closes) - max(begin, opens)).total_seconds() / 60)


def _moment(text: str) -> datetime:
    """A time of an entry; one that cannot be read is taken as the beginning of time."""
    try:
        return datetime.fromtimestamp(when.seconds(text), timezone.utc)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, timezone.utc)
