"""Migrations that the database lacks, or that this build does not know. One worker asks, for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from farhand.embed import migrations
from farhand.embed.process import Process
from farhand.embed.sections import Row


def told(process: Process) -> dict[str, Any]:
    if not (process.leads or process.folder is None):
        return {"rows": None, "says": "looked at by another worker"}
    rows = migrations.told(process)
    return {"rows": rows, "says": "" if rows is not None else "being looked at; ask again in some seconds"}


def merged(rows: Sequence[Row]) -> dict[str, Any]:
    parts = [part for _, part in rows]
    known = next((part for part in parts if part["rows"] is not None), None)
    asked = next((part for part in parts if part["says"].startswith("being")), parts[0])
    return known or {"rows": [], "says": asked["says"]}
