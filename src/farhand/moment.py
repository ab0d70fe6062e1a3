"""A time as a person writes it: RFC 3339, `2026-11-20 14:00`, `14:00`, `-15m`.  Pure."""

from __future__ import annotations

import re

from farhand.errors import Mistake

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# Compiled, and datetime imported, where they are needed only: a slice is to begin at once.
_CLOCK = r"(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?(Z|UTC|[+-]\d\d:?(?:\d\d)?)?"
#: Days of the months; days before 1970 since the year 1.
_LENGTHS, _TO_1970 = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 719_162
_ZONE = r"([+-])(\d\d):?(\d\d)?"


def seconds(text: str, now: float, end: float, zone: str = "") -> float:
    """Seconds since 1970.

    `-15m` counts back from `now`; a time of day is the last one that is not after `end`, the log's last
    record; without a zone of its own a time is in `zone`: a name such as Europe/Berlin, `+02:00`, or UTC
    where empty.
    Raises Mistake for what is no time.
    """
    text = text.strip()
    local = offset_of_zone(zone)
    if text.startswith("-"):
        return now - _ago(text)
    if of_day(text):
        return _time_of_day(text, end, local)
    naive, known = _minutes(text), False
    if naive is None:
        naive, known = _written(text)
    return naive - local(naive) if local and not known else naive


def _minutes(text: str) -> float | None:
    """`2026-11-20 14:00` and the like, as most write it, in UTC; None where it is not that."""
    numbers = (text[:4], text[5:7], text[8:10], text[11:13], text[14:])
    fits = len(text) == 16 and text[4] + text[7] + text[13] == "--:" and text[10] in "T "
    if not fits or not text.isascii() or not all(map(str.isdigit, numbers)):
        return None
    year, month, day, hour, minute = map(int, numbers)
    if hour > 23 or minute > 59:
        return None
    try:
        return days(year, month, day) * 86400.0 + hour * 3600 + minute * 60
    except ValueError:
        return None


def _written(text: str) -> tuple[float, bool]:
    """A time with its date, in seconds since 1970, and whether it says its zone. Raises Mistake."""
    from datetime import datetime, timezone

    try:
        at = datetime.fromisoformat(text.replace(",", ".").replace("/", "-").replace(" UTC", "Z"))
    except ValueError:
        raise _no_time(text) from None
    if at.tzinfo is not None:
        return at.timestamp(), True
    return at.replace(tzinfo=timezone.utc).timestamp(), False


def days(year: int, month: int, day: int) -> int:
    """From 1970 to that day. Raises ValueError where there is no such day in the years 1 to 9999."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if not (
        1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= _LENGTHS[month - 1] + (leap and month == 2)
    ):
        raise ValueError(f"there is no {year}-{month}-{day}")
    before = year - 1
    whole = before * 365 + before // 4 - before // 100 + before // 400
    return whole + sum(_LENGTHS[: month - 1]) + (leap and month > 2) + day - 1 - _TO_1970


def _ago(text: str) -> float:
    from farhand.target.units import duration

    back = duration(text[1:])
    if back is None:
        raise _no_time(text)
    return back


def _no_time(text: str) -> Mistake:
    return Mistake(
        f"{text[:40]!r} is no time; write 2026-11-20T14:00:00Z, '2026-11-20 14:00', 14:00, "
        "or -15m for 15 minutes before now"
    )


def after(text: str, begin: float, zone: str = "") -> float:
    """A time of day as the first one after `begin`, seconds since 1970."""
    return _time_of_day(text.strip(), begin + 86400, offset_of_zone(zone))


def of_day(text: str) -> bool:
    """Whether it is a time without a date."""
    return ":" in text[1:3] and re.fullmatch(_CLOCK, text.strip()) is not None


def _time_of_day(text: str, end: float, local: Callable[[float], float] | None) -> float:
    hour, minute, second, fraction, zone = re.fullmatch(_CLOCK, text).groups()  # type: ignore[union-attr]
    local = offset_of_zone(zone) if zone else local
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 60:
        raise Mistake(f"{text!r} is no time of day")
    of_day = int(hour) * 3600 + int(minute) * 60 + int(second or 0) + float(f"0.{fraction or 0}")
    ahead = local(end) if local else 0.0
    day = (end + ahead) // 86400 * 86400
    naive = day + of_day
    at = naive - (local(naive) if local else 0.0)
    if at <= end:
        return at
    return at - 86400 if local is None else naive - 86400 - local(naive - 86400)


def offset_of_zone(zone: str) -> Callable[[float], float] | None:
    """For a local time in seconds: by how many seconds that zone is ahead of UTC then; None for UTC.

    Raises Mistake for a zone that is not known here.
    """
    if zone.upper() in ("", "UTC", "Z", "GMT"):
        return None
    fixed = re.fullmatch(_ZONE, zone)
    if fixed:
        value = (int(fixed[2]) * 3600 + int(fixed[3] or 0) * 60) * (-1.0 if fixed[1] == "-" else 1.0)
        return lambda _: value
    from zoneinfo import ZoneInfo

    try:
        known = ZoneInfo(zone)
    except (ValueError, OSError, LookupError):
        raise Mistake(
            f"the time zone {zone[:40]!r} is not known here; write Europe/Berlin or +02:00"
        ) from None
    return lambda local: _ahead(known, local)


def _ahead(zone: object, local: float) -> float:
    from datetime import datetime, timedelta

    at = datetime(1970, 1, 1) + timedelta(seconds=local)
    ahead = at.replace(tzinfo=zone).utcoffset()  # type: ignore[arg-type]
    return ahead.total_seconds() if ahead else 0.0


def shown(seconds: float) -> str:
    """2026-11-20T14:02:03.123Z."""
    from datetime import datetime, timedelta

    at = datetime(1970, 1, 1) + timedelta(seconds=round(seconds, 3))
    return at.isoformat(timespec="milliseconds") + "Z"
