"""26/11/20 14:02:03, 261120 14:02:03, 20261120 14:02:03.123, 20261120T140203Z: years of two digits, no signs.

Spark's log4j layout `yy/MM/dd HH:mm:ss`; MySQL before 5.7; glog with a year; ISO 8601's basic form.
"""

from __future__ import annotations

from farhand.logs import stamps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.clock import Clock
    from farhand.logs.stamps import Parts

PATTERN = (
    rb"(?P<y>(?:20)?\d\d)[/-]?(?P<m>\d\d)[/-]?(?P<d>\d\d)[T -]"
    rb"(?P<H>[ \d]\d):?(?P<M>\d\d):?(?P<S>\d\d)(?P<f>[.,]\d{1,9})?(?P<z>Z\b|[+-]\d{4}\b)?"
)


def seconds(parts: Parts, clock: Clock) -> float:
    year, month, day, hour, minute, second, fraction, zone = parts
    number = int(year or 0)
    local = clock.day(number if number > 99 else 2000 + number, int(month or 0), int(day or 0))
    return clock.utc(local + stamps.of_day(hour, minute, second, fraction), zone)
