"""5m12s, 3h, 2d4h: how long ago, as kubectl prints it; counted back from when the text was written.

k8s.io/apimachinery/pkg/util/duration HumanDuration.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.clock import Clock
    from farhand.logs.stamps import Parts

PATTERN = rb"(?=\d)(?P<y>\d+y)?(?P<d>\d+d)?(?P<h>\d+h)?(?P<m>\d+m)?(?P<s>\d+s)?(?=[ \t])"
_UNITS = (365 * 86400, 86400, 3600, 60, 1)


def seconds(parts: Parts, clock: Clock) -> float:
    counts = [int(part[:-1]) if part else 0 for part in parts]
    return clock.now - sum(count * unit for count, unit in zip(counts, _UNITS))
