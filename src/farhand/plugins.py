"""What other installed packages offer, without the slow look through all metadata where there is nothing."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import Any


def offered(group: str) -> list[Any]:
    """The entry points of a group, `importlib.metadata.EntryPoint` each."""
    if not any(f"[{group}]" in text for text in _written()):
        return []
    from importlib import metadata

    return list(metadata.entry_points(group=group))


@cache
def _written() -> tuple[str, ...]:
    """All entry_points.txt on the path."""
    found = []
    for place in sys.path:
        try:
            names = [n for n in os.listdir(place or ".") if n.endswith((".dist-info", ".egg-info"))]
        except OSError:
            continue
        for name in names:
            try:
                found.append(Path(place, name, "entry_points.txt").read_text("utf-8", "replace"))
            except OSError:
                continue
    return tuple(found)
