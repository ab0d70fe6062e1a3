"""The time that is asked for, as each tool wants to be told.  Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from farhand.errors import Mistake

#: How long after a moment its logs are looked at, and how long before now where no moment is given.
AFTER, LAST = timedelta(minutes=15), 3600
_AGO = re.compile(r"-?(\d{1,6})(s|m|h|d)")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


@dataclass(frozen=True)
class Window:
    """From `begin` to `end`, either of which may be open; or, with neither, the last `seconds` before the
    command runs. With no seconds either: all that there is."""

    seconds: int = LAST
    begin: datetime | None = None
    end: datetime | None = None

    @property
    def relative(self) -> bool:
        return self.begin is None and self.end is None and self.seconds > 0

    def rfc3339(self) -> tuple[str, str]:
        """Begin and end; relative ones as docker and kubectl take them (`3600s`), with an empty end."""
        if self.relative:
            return f"{self.seconds}s", ""
        return _as(self.begin, "%Y-%m-%dT%H:%M:%S", "Z"), _as(self.end, "%Y-%m-%dT%H:%M:%S", "Z")

    def systemd(self) -> tuple[str, str]:
        if self.relative:
            return f"{self.seconds} seconds ago", ""
        return _as(self.begin, "%Y-%m-%d %H:%M:%S", " UTC"), _as(self.end, "%Y-%m-%d %H:%M:%S", " UTC")

    def epoch(self) -> tuple[str, str]:
        """Seconds since 1970, as words of sh arithmetic; an open end is now, an open begin empty."""
        if self.relative:
            return f"$(date +%s) - {self.seconds}", "$(date +%s)"
        begin = str(int(self.begin.timestamp())) if self.begin else ""
        return begin, str(int(self.end.timestamp())) if self.end else "$(date +%s)"


def window(since: str) -> Window:
    """Raises Mistake for what is neither RFC 3339 nor a time such as `15m`."""
    if not since:
        return Window()
    ago = _AGO.fullmatch(since)
    if ago:
        return Window(int(ago[1]) * _UNITS[ago[2]])
    begin = _time(since)
    return Window(begin=begin, end=begin + AFTER)


def between(since: str, until: str) -> Window:
    """Of two RFC 3339 times, of which either may be empty. Raises Mistake."""
    return Window(0, _time(since) if since else None, _time(until) if until else None)


def of_epochs(since: float | None, until: float | None) -> Window:
    """Of seconds since 1970. What a tool cannot be told exactly is rather too long than too short."""
    utc = timezone.utc
    return Window(
        0,
        None if since is None else datetime.fromtimestamp(since, utc),
        None if until is None else datetime.fromtimestamp(until, utc),
    )


def _time(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        raise Mistake(
            f"{text[:40]!r} is no time; write 2026-11-20T14:00:00Z, or 15m for the last 15 minutes"
        ) from None
    return (at if at.tzinfo else at.replace(tzinfo=timezone.utc)).astimezone(timezone.utc)


def _as(time: datetime | None, form: str, zone: str) -> str:
    """With a fraction where the time has one."""
    if time is None:
        return ""
    return f"{time:{form}}{f'.{time.microsecond:06d}' if time.microsecond else ''}{zone}"
