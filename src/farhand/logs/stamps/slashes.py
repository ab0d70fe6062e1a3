"""11/20/2026 2:02:03 PM, 20.11.2026 14:02:03, 11-20-2026 14:02:03: the way of Windows and of spreadsheets.

With slashes or dashes the month is first, unless the log has one that could be none; with dots the day is.
"""

from __future__ import annotations

from farhand.logs import stamps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.clock import Clock
    from farhand.logs.stamps import Parts

PATTERN = (
    rb"(?P<a>\d\d?)(?P<sign>[/.-])(?P<b>\d\d?)[/.-](?P<y>\d{4}),?[ T](?P<H>\d\d?):(?P<M>\d\d)(?::(?P<S>\d\d)"
    rb"(?P<f>[.,]\d{1,9})?)?(?:(?: |\xe2\x80\xaf)?(?P<half>[AaPp][Mm])\b)?(?P<z> ?[+-]\d\d:?\d\d\b| UTC\b"
    rb"|Z\b)?"
)


def seconds(parts: Parts, clock: Clock) -> float:
    first, sign, then, year, hour, minute, second, fraction, word, zone = parts
    month, day = int(first or 0), int(then or 0)
    if sign == b"." or clock.day_first or month > 12:
        month, day = day, month
    local = clock.day(int(year or 0), month, day)
    local += stamps.of_day(stamps.half(hour, word), minute, second, fraction)
    return clock.utc(local, zone.strip() if zone else None)
