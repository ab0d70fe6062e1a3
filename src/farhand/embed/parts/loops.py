"""Watches the app's event loops: how late they are, and what blocks one."""

from __future__ import annotations

from typing import Any

from farhand.embed.loops import take
from farhand.embed.process import Process

EVERY = 0.1


def tick(process: Process) -> None:
    take(process).look()


def says(process: Process) -> dict[str, Any]:
    loops = take(process)
    if not loops.loops:
        return {}
    return {
        "lag_s": loops.lag_s,
        "blocked": [one["at"] for one in loops.blocked],
        "blockages": len(loops.past),
    }
