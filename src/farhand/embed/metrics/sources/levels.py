"""The log levels that hold for a time, and what they have added."""

from __future__ import annotations

import sys
from typing import Any

from farhand.embed.parts.levels import Known
from farhand.embed.process import Process


def read(process: Process) -> dict[str, Any]:
    rows = [{"logger": order.logger, "level": order.level} for order in process.of(Known).levels]
    return {**({"levels": rows} if rows else {}), **_counts()}


def _counts() -> dict[str, int]:
    """Records so far; nothing where no order has ever come."""
    hold: Any = sys.modules.get("farhand.embed.levels.hold")
    if hold is None:
        return {}
    counts = list(hold.here().account.counts.values())
    return {"logs_added": sum(c.emitted for c in counts), "logs_dropped": sum(c.dropped for c in counts)}
