"""2026-11-20T14:02:03.123Z, 2026-11-20 14:02:03,123, 2026/11/20 14:02:03, with or without zone.

RFC 3339; Python's logging writes a comma before the milliseconds, Go's log slashes, MariaDB an hour of one
digit after two spaces.
"""

from __future__ import annotations

from farhand.logs import stamps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.clock import Clock
    from farhand.logs.stamps import Parts

PATTERN = (
    rb"(?P<y>\d{4})[-/.](?P<m>\d\d)[-/.](?P<d>\d\d)[T _](?P<H>[ \d]\d):(?P<M>\d\d):(?P<S>\d\d)"
    rb"(?P<f>[.,]\d{1,9})?"
    rb"(?P<z>Z\b|[+-]\d\d(?::?\d\d)?\b| [+-]\d\d:?\d\d\b| (?:[A-Z]{3,4}\b)(?=[ :,\"\]]))?"
)
#: Times of one zone are, as text, in the order of time.
TEXT_ORDER = True
#: Words that follow a time and are no zone.
_LEVELS = (
    b"INFO", b"WARN", b"CRIT", b"DEBU", b"ERRO", b"FATA", b"TRAC", b"NOTE", b"LOG", b"ERR", b"DBG", b"FINE",
    b"INF", b"WRN", b"FTL",
)  # fmt: skip


def seconds(parts: Parts, clock: Clock) -> float:
    second, fraction, zone = parts[5:]
    local = clock.minute(parts[:5]) + stamps.second(second or b"", fraction)
    if zone and zone != b"Z":
        zone = zone.strip()
        return clock.utc(local, b"" if zone in _LEVELS else zone)
    return clock.utc(local, None) if clock.offset and not zone else local
