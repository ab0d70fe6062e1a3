"""What Farhand itself takes of each worker: threads, processor time by part, and the last walk for pools."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from farhand.embed.beat import Beat
from farhand.embed.finder import Finder
from farhand.embed.process import Process
from farhand.embed.release import uptime
from farhand.embed.sections import Row, by_worker


def told(process: Process) -> dict[str, Any]:
    costs, finder, age = process.of(Beat).costs, process.of(Finder), uptime(process)
    total = sum(costs.values())
    return {
        "threads": sorted(t.name for t in threading.enumerate() if t.name.startswith("farhand")),
        "cpu_s": round(total, 4),
        "share": round(total / age, 6) if age > 1 else None,
        "parts_s": {name: round(seconds, 4) for name, seconds in sorted(costs.items())},
        "walk": {"walks": finder.walks, "objects": finder.objects, "last_ms": round(finder.cost_s * 1e3, 2)},
    }


def merged(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return by_worker(rows)
