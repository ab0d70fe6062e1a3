"""1795183323, 1795183323.123, 1795183323123 (ms), with 16 digits microseconds, with 19 nanoseconds.

Only from 2001 to 2286, so that the count of digits tells the unit; Python, zap and others write a
fraction of seconds, pino, bunyan and log4j milliseconds.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.clock import Clock
    from farhand.logs.stamps import Parts

PATTERN = rb"(?P<n>[1-9](?:\d{18}|\d{15}|\d{12}|\d{9}))(?P<f>\.\d{1,12})?(?![\d.])"
_UNITS = {10: 0, 13: 3, 16: 6, 19: 9}


def seconds(parts: Parts, clock: Clock) -> float:
    digits, fraction = parts
    digits, fraction = digits or b"", fraction or b""
    places = _UNITS[len(digits)]
    # A nanosecond count has more digits than a float: the whole seconds are taken first.
    cut = len(digits) - places
    return float(digits[:cut] + b"." + digits[cut:] + fraction[1:])
