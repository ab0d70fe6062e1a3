"""What Farhand itself could not do in this process, and why."""

from __future__ import annotations

from farhand.embed.process import Process


def told(process: Process) -> list[str]:
    return list(process.problems)
