"""How times, sizes, kinds and owners are written on a page.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from typing import Any

from farhand.bundle.review import readable
from farhand.faces.cause_words import owner
from farhand.words import ENGLISH, language, said

#: Characters of one entry that a page shows.
LONGEST = 4000


def moment(text: str) -> str:
    """An RFC 3339 time as `27 Nov 2026, 14:05 UTC`; what is none as it stands."""
    at = _parsed(text)
    if at and language() != ENGLISH:
        return f"{at:%d.%m.%Y, %H:%M} UTC"
    return f"{at.day} {at:%b %Y, %H:%M} UTC" if at else text


def brief(text: str) -> str:
    """The same for a row of a list, in UTC as well: `27 Nov, 14:05`."""
    at = _parsed(text)
    if at and language() != ENGLISH:
        return f"{at:%d.%m., %H:%M}"
    return f"{at.day} {at:%b, %H:%M}" if at else text


def bounded(text: str) -> str:
    """So much of a text as a page holds of one entry."""
    return text if len(text) <= LONGEST else text[:LONGEST] + "\n… cut here; the case holds all of it"


def percent(share: float) -> str:
    return f"{share:.0%}"


def lasting(minutes: float) -> str:
    """`45 minutes`, `3 hours`, `2 days`."""
    for size, unit in ((1440, "day"), (60, "hour")):
        if minutes >= 2 * size or (size == 60 and minutes >= 60):
            count = round(minutes / size)
            return f"{count} {unit}{'' if count == 1 else 's'}"
    count = round(minutes)
    return f"{count} minute{'' if count == 1 else 's'}"


FILTERS: Mapping[str, Callable[..., Any]] = {
    "moment": moment,
    "brief": brief,
    "owner": owner,
    "percent": percent,
    "said": said,
    "bounded": bounded,
    "lasting": lasting,
    "readable": readable,
}


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text).replace("Z", "+00:00")).astimezone(timezone.utc)
    except (ValueError, OverflowError):
        return None
