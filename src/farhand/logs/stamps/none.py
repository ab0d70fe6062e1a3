"""No time at all."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.clock import Clock
    from farhand.logs.stamps import Parts

PATTERN = rb""


def seconds(parts: Parts, clock: Clock) -> float:
    raise ValueError("no time")
