"""What is known of every dependency, by whoever looks for all workers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from farhand.embed.health.board import Board
from farhand.embed.process import Process
from farhand.embed.sections import Row


def told(process: Process) -> dict[str, Any]:
    rows = [asdict(state) for state in process.of(Board).snapshot(process).states]
    return {"leads": process.leads, "rows": rows}


def merged(rows: Sequence[Row]) -> list[Any]:
    """What the worker that looks says; of the others only what it has not."""
    first = sorted(rows, key=lambda row: not row[1]["leads"])
    known: dict[str, Any] = {}
    for _, part in first:
        for state in part["rows"]:
            known.setdefault(state["name"], state)
    return list(known.values())
