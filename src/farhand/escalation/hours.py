"""The same span counted twice: by the clock, and by somebody's working hours.  Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone, tzinfo

from farhand import when
from farhand.case.story import hours
from farhand.errors import Mistake
from farhand.escalation.nouns import Deadline

#: Days that are looked at for the end of a span.
_MOST = 400


def deadline(since: str, seconds: float, because: str = "", week: str = "", zone: str = "") -> Deadline:
    """`seconds` after `since`, by the clock and within the hours of `week` (`mon-fri 09:00-17:00`) in `zone`.

    Hours or a zone that cannot be read count as none: they come from a case.
    """
    begin = moment(since)
    at = stamp(begin + timedelta(seconds=seconds))
    try:
        read, where = hours.read(week), when.zone(zone)
    except Mistake:
        read, where = None, timezone.utc
    end = _after(begin, seconds, read, where) if read else None
    if end is None:
        return Deadline(at, because=because)
    local = f"{end.astimezone(where):%a %Y-%m-%d %H:%M} {zone or 'UTC'}"
    return Deadline(at, stamp(end), local, because)


def _after(begin: datetime, seconds: float, week: hours.Week, where: tzinfo) -> datetime | None:
    """When that much working time has passed; None where there is none to speak of."""
    left, day = timedelta(seconds=seconds), begin.astimezone(where).date()
    for _ in range(_MOST):
        for opens, closes in week[day.weekday()]:
            start, end = max(begin, _at(day, opens, where)), _at(day, closes, where)
            if end > start and end - start >= left:
                return start + left
            left -= max(timedelta(), end - start)
        day += timedelta(days=1)
    return None


def _at(day: date, minute: int, where: tzinfo) -> datetime:
    day += timedelta(days=minute // 1440)
    return datetime.combine(day, time(minute % 1440 // 60, minute % 60), where).astimezone(timezone.utc)


def moment(text: str) -> datetime:
    """RFC 3339 as a time in UTC; what cannot be read is the beginning of time."""
    try:
        return datetime.fromtimestamp(when.seconds(text), timezone.utc)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, timezone.utc)


def stamp(at: datetime) -> str:
    """RFC 3339 in UTC, to the second."""
    return at.astimezone(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
