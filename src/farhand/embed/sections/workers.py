"""How many workers there should be and are, and whether all are configured alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from farhand.control import census
from farhand.embed import fingerprint, release
from farhand.embed.process import Process
from farhand.embed.sections import Row
from farhand.embed.workers import expected


def told(process: Process) -> dict[str, Any]:
    count, source = expected(process)
    alive = census.workers(process.folder, clean=False) if process.folder else []
    return {
        "role": process.role,
        "leads": process.leads,
        "started": release.started(process),
        "config": fingerprint.of_config(process),
        "expected": count,
        "expected_by": source,
        "alive": [
            {"pid": w.pid, "role": w.role, "started": w.started, "config": w.config, "space": w.space}
            for w in alive
        ],
    }


def merged(rows: Sequence[Row]) -> dict[str, Any]:
    alive = {w["pid"]: w for _, part in rows for w in part["alive"]}
    for pid, part in rows:
        here = {"pid": pid, **{k: part[k] for k in ("role", "started", "config", "leads")}, "answers": True}
        alive[pid] = {**alive.get(pid, {}), **here}
    first = rows[0][1]
    same_role = [w for w in alive.values() if w["role"] == first["role"]]
    configs = {w["config"] for w in alive.values()}
    return {
        "expected": first["expected"],
        "expected_by": first["expected_by"],
        "alive": len(same_role),
        "same_config": len(configs) <= 1,
        "says": _says(first["expected"], len(same_role), len(configs)),
        "rows": sorted(alive.values(), key=lambda w: int(w["pid"])),
    }


def _says(wanted: int | None, alive: int, configs: int) -> str:
    """A master that answers besides its workers is one more than expected: that is no fault."""
    begin = f"{alive} of {wanted} workers are alive" if wanted and alive < wanted else f"{alive} alive"
    return begin if configs <= 1 else f"{begin}; they are configured in {configs} different ways: restart all"
