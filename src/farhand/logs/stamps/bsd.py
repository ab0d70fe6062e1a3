"""Nov 20 14:02:03, also with a fraction, or with a year behind the day or the time: syslog's time.

RFC 3164 section 4.1.2: no year, no zone, the day padded with a space. `journalctl -o short-precise` adds a
fraction, Cisco's devices a year.
"""

from __future__ import annotations

from farhand.logs import stamps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.clock import Clock
    from farhand.logs.stamps import Parts

PATTERN = (
    rb"(?P<m>" + stamps.MONTH + rb") (?P<d>[ \d]?\d) (?:(?P<y>\d{4}) )?"
    rb"(?P<H>\d\d):(?P<M>\d\d):(?P<S>\d\d)(?P<f>[.,]\d{1,9})?(?P<after> \d{4}\b(?=[ :]))?"
)


def seconds(parts: Parts, clock: Clock) -> float:
    name, day, year, hour, minute, second, fraction, after = parts
    month, rest = stamps.month(name or b""), stamps.of_day(hour, minute, second, fraction)
    year = year or after
    if year:
        return clock.utc(clock.day(int(year), month, int(day or 0)) + rest, None)
    return clock.utc(clock.yearless(month, int(day or 0), rest), None)
