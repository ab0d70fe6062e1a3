"""What /admin/debug tells, in sections: one file each, found by listing, named as the section is.

A section has `told(process) -> JSON types`, what this worker says, which is masked by whoever calls it; and
may have `merged(rows) -> JSON types`, all workers' parts as pairs of process number and part. Without it, a
section that all workers tell alike is shown once, and otherwise as
`{"differs": [{"workers": [...], "told": ...}]}`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from farhand.embed import listing

#: What one worker says, with its process number.
Row = tuple[int, Any]


def every() -> dict[str, Any]:
    modules = listing.modules(__name__, __path__)
    return {module.__name__.rpartition(".")[2]: module for module in modules}


def alike(rows: Sequence[Row]) -> Any:
    """Once what all say alike; else who says what."""
    groups: dict[str, tuple[list[int], Any]] = {}
    for pid, part in rows:
        groups.setdefault(json.dumps(part, sort_keys=True, default=str), ([], part))[0].append(pid)
    if len(groups) == 1:
        return rows[0][1]
    return {"differs": [{"workers": pids, "told": part} for pids, part in groups.values()]}


def by_worker(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [{"worker": pid, **part} for pid, part in rows]
