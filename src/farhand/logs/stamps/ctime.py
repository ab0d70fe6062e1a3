"""Fri Nov 20 14:02:03.123456 2026, also with a zone before the year: C's ctime, date, dmesg -T, Apache's
errors.

ISO C asctime; Apache's ErrorLogFormat %{u}t adds microseconds behind the seconds.
"""

from __future__ import annotations

from farhand.logs import stamps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.clock import Clock
    from farhand.logs.stamps import Parts

PATTERN = (
    rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?P<m>" + stamps.MONTH + rb") (?P<d>[ \d]?\d) "
    rb"(?P<H>\d\d):(?P<M>\d\d):(?P<S>\d\d)(?P<f>[.,]\d{1,9})?(?P<z> [A-Z]{3,5}| [+-]\d{4})? (?P<y>\d{4})\b"
)


def seconds(parts: Parts, clock: Clock) -> float:
    name, day, hour, minute, second, fraction, zone, year = parts
    local = clock.day(int(year or 0), stamps.month(name or b""), int(day or 0))
    return clock.utc(local + stamps.of_day(hour, minute, second, fraction), zone.strip() if zone else None)
