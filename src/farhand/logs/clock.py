"""How a time without zone, or without year, is meant.  Pure."""

from __future__ import annotations

import time

from farhand.moment import days, offset_of_zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from farhand.logs.places import Place

_DAY = 86400.0


class Clock:
    """`offset` gives the seconds by which local time is ahead of UTC at a local time (in seconds since 1970);
    None is UTC. `now` is a moment which the log's last record does not follow by more than a day: the time of
    the file's last change, or the present."""

    __slots__ = ("_begun", "_day", "_minute", "_seconds", "day_first", "now", "offset")

    def __init__(self, offset: Callable[[float], float] | None = None, now: float = 4e9) -> None:
        self.offset = offset
        self.now = now
        #: Whether 5/11/2026 is in November, as it is where the log also has 13/11/2026.
        self.day_first = False
        self._day: tuple[int, int, int] = (0, 0, 0)
        self._seconds = 0.0
        self._minute: tuple[bytes | None, ...] = ()
        self._begun = 0.0

    def day(self, year: int, month: int, day: int) -> float:
        """Seconds from 1970 to the beginning of that day. Raises ValueError where there is no such day."""
        key = (year, month, day)
        if key != self._day:
            self._seconds = days(year, month, day) * _DAY
            self._day = key
        return self._seconds

    def minute(self, digits: tuple[bytes | None, ...]) -> float:
        """Seconds from 1970 to the beginning of a minute, of the digits of year, month, day, hour and minute.

        Most records are of the same minute as the one before. Raises ValueError where there is none.
        """
        if digits != self._minute:
            year, month, day, hour, minute = (int(one or 0) for one in digits)
            if hour > 24 or minute > 59:
                raise ValueError("no time of day")
            self._begun = self.day(year, month, day) + (hour * 3600 + minute * 60)
            self._minute = digits
        return self._begun

    def yearless(self, month: int, day: int, rest: float) -> float:
        """As `day` + `rest`, in the latest year that is not after `now`."""
        year = time.gmtime(self.now).tm_year
        for guess in range(year + 1, year - 8, -1):
            try:
                seconds = self.day(guess, month, day) + rest
            except ValueError:  # 29 February
                continue
            if seconds <= self.now + _DAY:
                return seconds
        return self.day(year, month, day) + rest

    def dateless(self, rest: float) -> float:
        """The last time of day `rest` (local, in seconds) that is not after `now`, an hour apart."""
        ahead = self.offset(self.now) if self.offset else 0.0
        limit = self.now + ahead + 3600
        local = limit // _DAY * _DAY + rest
        return self.utc(local if local <= limit else local - _DAY, None)

    def utc(self, local: float, zone: bytes | None) -> float:
        """A local time, with the zone that stands beside it or else the one that is meant."""
        if zone:
            return local - offset_of(zone) if zone[:1] in b"+-Zz" else self._named(local, zone)
        return local - self.offset(local) if self.offset else local

    def _named(self, local: float, zone: bytes) -> float:
        """Abbreviations are not unique; those that mean UTC are, all others are taken as the zone meant."""
        if zone.upper() in (b"UTC", b"GMT", b"UT", b"ETC/UTC"):
            return local
        known = _ABBREVIATIONS.get(zone.upper())
        if self.offset is None and known is not None:
            return local - known * 3600
        return local - self.offset(local) if self.offset else local


#: As RFC 2822 section 4.3 and PostgreSQL's default set of abbreviations have them; hours east of UTC.
_ABBREVIATIONS = {
    b"EST": -5, b"EDT": -4, b"CST": -6, b"CDT": -5, b"MST": -7, b"MDT": -6, b"PST": -8, b"PDT": -7,
    b"WET": 0, b"WEST": 1, b"CET": 1, b"CEST": 2, b"MEZ": 1, b"MESZ": 2, b"EET": 2, b"EEST": 3, b"MSK": 3,
    b"BST": 1, b"JST": 9, b"KST": 9, b"AEST": 10, b"AEDT": 11, b"NZST": 12, b"NZDT": 13,
}  # fmt: skip


def offset_of(zone: bytes) -> float:
    """Seconds east of UTC of `Z`, `+02`, `+0200` or `+02:00`."""
    if zone[:1] not in (b"+", b"-"):
        return 0.0
    digits = zone[1:].replace(b":", b"")
    seconds = int(digits[:2]) * 3600 + int(digits[2:4] or 0) * 60
    return float(-seconds if zone[:1] == b"-" else seconds)


def of_log(log: Place, zone: str) -> Clock:
    """The clock by which the times of a log are meant: in that zone, and not after its last change."""
    if not zone:
        return Clock(None, log.changed)
    return Clock(offset_of_zone(zone), log.changed)
