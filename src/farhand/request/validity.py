"""Is it the time of a request? By the clock of this machine, which may be wrong, and so is shown.  Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

#: A request written on a machine whose clock is a little ahead; the longest time that one may hold.
AHEAD, LONGEST = timedelta(minutes=5), timedelta(days=31)
#: How long after its end (or before its beginning) a person may still let it run.
OVERRIDE = timedelta(hours=24)


@dataclass(frozen=True)
class Validity:
    """`says` is empty where the request holds; `may` is True where a person may override it."""

    says: str = ""
    may: bool = False


def judged(issued: str, expires: str, now: datetime) -> Validity:
    """How the two times of a request stand to the local clock."""
    begins, ends = datetime.fromisoformat(issued), datetime.fromisoformat(expires)
    clocks = f"the request: issued {issued}, expires {expires}; this machine's clock: {stamp(now)}"
    if ends - begins > LONGEST:
        return Validity(
            f"it would hold for {(ends - begins).days} days; {LONGEST.days} are allowed ({clocks})"
        )
    if now > ends:
        return Validity(f"it has expired {ago(now - ends)} ago ({clocks})", now - ends <= OVERRIDE)
    if now + AHEAD < begins:
        return Validity(
            f"it was issued {ago(begins - now)} in the future ({clocks})", begins - now <= OVERRIDE
        )
    return Validity()


def stamp(when: datetime) -> str:
    return when.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def ago(span: timedelta) -> str:
    minutes = max(1, round(span.total_seconds() / 60))
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 2880 else f"{minutes // 1440} days"
