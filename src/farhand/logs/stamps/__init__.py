"""The shapes of a time in a log line: one module each, found by listing.

A module has PATTERN, a regular expression on bytes whose groups are all named, and `seconds(parts, clock)
-> float`: of what the groups matched, in their order, the seconds since 1970. It raises ValueError where
the digits are no time.
"""

from __future__ import annotations

import importlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from farhand.logs.clock import Clock

    #: What each group matched; None where it was absent.
    Parts = tuple[bytes | None, ...]

    class Stamp(Protocol):
        __name__: str
        PATTERN: bytes

        def seconds(self, parts: Parts, clock: Clock) -> float: ...


#: Months as English programs write them, by their first three letters.
MONTHS = {
    name: number
    for number, name in enumerate(
        (b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"), 1
    )
}
#: A month's name.
MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"


def stamp(name: str) -> Stamp:
    """The module of that name."""
    module: Stamp = importlib.import_module(f"{__name__}.{name}")
    return module


def month(name: bytes) -> int:
    """1 to 12. Raises ValueError for what is no month."""
    number = MONTHS.get(name[:3].lower())
    if number is None:
        raise ValueError(f"{name!r} is no month")
    return number


def second(digits: bytes, fraction: bytes | None) -> float:
    """Seconds since the minute began; `fraction` begins with its sign. Raises ValueError over 60."""
    whole = int(digits)
    if whole > 60:
        raise ValueError("no second")
    return whole + int(fraction[1:]) / _TENS[len(fraction)] if fraction else whole


#: Ten to the power of one less.
_TENS = [0.1, 1.0, 10.0, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]


def of_day(
    hour: bytes | None, minute: bytes | None, second: bytes | None, fraction: bytes | None = None
) -> float:
    """Seconds since midnight; `fraction` begins with its sign. Raises ValueError where there is no such
    time.
    """
    hours, minutes, seconds = int(hour or 0), int(minute or 0), int(second or 0)
    if hours > 24 or minutes > 59 or seconds > 60:  # 60 is a leap second; 24:00:00 ends a day in ISO 8601
        raise ValueError("no time of day")
    whole = float(hours * 3600 + minutes * 60 + seconds)
    return whole + int(fraction[1:]) / 10 ** (len(fraction) - 1) if fraction else whole


def half(hour: bytes | None, word: bytes | None) -> bytes:
    """An hour of the 12-hour clock as one of 24; as it is where there is no AM or PM."""
    if not word:
        return hour or b"0"
    number = int(hour or 0)
    if not 1 <= number <= 12:
        raise ValueError("no hour of a half day")
    return b"%d" % (number % 12 + (12 if word[:1] in b"Pp" else 0))
