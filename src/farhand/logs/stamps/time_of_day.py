"""14:02:03.123 without a date: a pattern of logback and of .NET's console. It is the last such time that is
not after the log's end.
"""

from __future__ import annotations

from farhand.logs import stamps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.clock import Clock
    from farhand.logs.stamps import Parts

PATTERN = rb"(?P<H>\d\d):(?P<M>\d\d):(?P<S>\d\d)(?P<f>[.,]\d{1,9})?(?![\d:])"


def seconds(parts: Parts, clock: Clock) -> float:
    hour, minute, second, fraction = parts
    return clock.dateless(stamps.of_day(hour, minute, second, fraction))
