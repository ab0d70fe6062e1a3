"""The time that is asked for, as people write it: around a failure, since, until, in their zone.  Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from farhand import moment as times
from farhand.errors import Mistake

#: Seconds on both sides of a failure that logs are taken from, where nobody says more.
AROUND = 900.0


@dataclass(frozen=True)
class Window:
    """The time that logs are taken from. RFC 3339 in UTC; empty: not known, or without that end."""

    around: str = ""
    since: str = ""
    until: str = ""


def zone(text: str) -> tzinfo:
    """`Europe/Berlin`, `+02:00`, `UTC`; empty: UTC. Raises Mistake."""
    if text.upper() in ("", "Z", "UTC", "GMT"):
        return timezone.utc
    try:
        if text[0] in "+-":
            offset = datetime.strptime(text, "%z").utcoffset()
            return timezone(offset or timedelta())
        return ZoneInfo(text)
    except (ValueError, OSError, LookupError):
        raise Mistake(f"{text[:60]!r} is no time zone; write Europe/Berlin, +02:00 or UTC") from None


def zone_name(where: tzinfo) -> str:
    """The zone as `zone` takes it."""
    name = str(where)
    return name if isinstance(where, ZoneInfo) or name == "UTC" else name.removeprefix("UTC")


def moment(option: str, text: str, now: float, where: tzinfo = timezone.utc) -> str:
    """RFC 3339 in UTC of `2026-11-20T14:00:00Z`, `2026-11-20 14:00`, `14:00` or `-15m`. Raises Mistake.

    A time without zone is one of `where`; `14:00` is the latest one that is not in the future.
    """
    try:
        return stamp(times.seconds(text, now, now, zone_name(where)))
    except (Mistake, ValueError, OverflowError, OSError):
        raise Mistake(
            f"{option} {text!r} is not a time; write 2026-11-20T14:00:00Z, 14:00 (UTC) or -15m"
        ) from None


def seconds(text: str, where: tzinfo = timezone.utc) -> float:
    """Seconds since 1970 of an ISO time; without zone it is one of `where`. Raises ValueError."""
    when = datetime.fromisoformat(text)
    return (when if when.tzinfo else when.replace(tzinfo=where)).timestamp()


def stamp(at: float) -> str:
    return datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _end(until: str, first: str, now: float, where: tzinfo) -> str:
    """A time of day is the first one after the beginning of the window, but for a day that is to come."""
    if not first or not times.of_day(until):
        return moment("--until", until, now, where)
    begin = seconds(first)
    at = times.after(until, begin, zone_name(where))
    days = [datetime.fromtimestamp(one, where).date() for one in (begin, at)]
    return stamp(at - 86400 if at > now and days[0] != days[1] else at)


def window(around: str, since: str, until: str, now: float, where: tzinfo = timezone.utc) -> Window:
    """The window by the options given: `around` alone means a quarter of an hour on both sides of it.

    Raises Mistake, also where it ends before it begins.
    """
    middle = moment("--around", around, now, where) if around else ""
    first = moment("--since", since, now, where) if since else ""
    last = _end(until, first, now, where) if until else ""
    if middle:
        first = first or stamp(seconds(middle) - AROUND)
        last = last or stamp(seconds(middle) + AROUND)
    if first and last and seconds(first) >= seconds(last):
        raise Mistake(f"the window ends ({last}) before it begins ({first}); see --since and --until")
    return Window(middle, first, last)
