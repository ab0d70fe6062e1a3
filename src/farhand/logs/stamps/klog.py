"""1120 14:02:03.123456, month and day before the time: the header of klog and glog (which may add the year).

https://pkg.go.dev/k8s.io/klog/v2: `Lmmdd hh:mm:ss.uuuuuu threadid file:line] msg`.
"""

from __future__ import annotations

from farhand.logs import stamps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.clock import Clock
    from farhand.logs.stamps import Parts

PATTERN = rb"(?P<y>20\d\d)?(?P<m>\d\d)(?P<d>\d\d) (?P<H>\d\d):(?P<M>\d\d):(?P<S>\d\d)(?P<f>\.\d{1,9})?"


def seconds(parts: Parts, clock: Clock) -> float:
    year, month, day, hour, minute, second, fraction = parts
    rest = stamps.of_day(hour, minute, second, fraction)
    if year:
        return clock.utc(clock.day(int(year), int(month or 0), int(day or 0)) + rest, None)
    return clock.utc(clock.yearless(int(month or 0), int(day or 0), rest), None)
