"""20/Nov/2026:14:02:03 +0000, 20 Nov 2026 14:02:03.123, 20-Nov-2026 14:02:03, Fri, 20 Nov 2026 14:02:03 GMT.

Apache's common log format (mod_log_config, %t), HAProxy, Redis, Tomcat, BIND, RFC 5322 section 3.3.
"""

from __future__ import annotations

from farhand.logs import stamps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.clock import Clock
    from farhand.logs.stamps import Parts

PATTERN = (
    rb"(?:[A-Z][a-z]{2}, )?(?P<d>\d\d?)[ /-](?P<m>" + stamps.MONTH + rb")[ /-](?P<y>\d{4})(?:::?| )"
    rb"(?P<H>\d\d):(?P<M>\d\d):(?P<S>\d\d)(?P<f>[.,]\d{1,9})?(?P<z> [+-]\d{4}\b| (?:GMT|UTC)\b)?"
)


def seconds(parts: Parts, clock: Clock) -> float:
    day, name, year, hour, minute, second, fraction, zone = parts
    local = clock.day(int(year or 0), stamps.month(name or b""), int(day or 0))
    return clock.utc(local + stamps.of_day(hour, minute, second, fraction), zone.strip() if zone else None)
