"""Watches the app's event loops: how late they are, and what blocks one."""

from __future__ import annotations

from typing import Any

from farhand.embed.loops import take
from farhand.embed.process import Process

EVERY = 0.1


def tick(process: Process) -> None:
    loops = take(process)
    loops.look()
    if not loops.expected and any(one.now for one in loops.loops):
        # Somebody will soon ask what blocks it, and the first text that is masked waits for the rules.
        loops.expected = True
        process.redactor.text("loads the rules: password=x1y2z3")


def says(process: Process) -> dict[str, Any]:
    loops = take(process)
    if not loops.loops:
        return {}
    return {
        "lag_s": loops.lag_s,
        "blocked": [one["at"] for one in loops.blocked],
        "blockages": len(loops.past),
    }
