"""Nov 20, 2026 2:02:03 PM: java.util.logging's SimpleFormatter in English.

java.util.logging.SimpleFormatter, `%1$tb %1$td, %1$tY %1$tl:%1$tM:%1$tS %1$Tp`. Some runtimes write a narrow
no-break space (U+202F) before PM, as the CLDR has it since version 42.
"""

from __future__ import annotations

from farhand.logs import stamps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.clock import Clock
    from farhand.logs.stamps import Parts

PATTERN = (
    rb"(?P<m>" + stamps.MONTH + rb")[a-z]*\.? (?P<d>\d\d?), (?P<y>\d{4}),? (?:at )?(?P<H>\d\d?):(?P<M>\d\d)"
    rb"(?::(?P<S>\d\d)(?P<f>[.,]\d{1,9})?)?(?:(?: |\xe2\x80\xaf)?(?P<half>[AaPp][Mm])\b)?"
)


def seconds(parts: Parts, clock: Clock) -> float:
    name, day, year, hour, minute, second, fraction, word = parts
    local = clock.day(int(year or 0), stamps.month(name or b""), int(day or 0))
    return clock.utc(local + stamps.of_day(stamps.half(hour, word), minute, second, fraction), None)
