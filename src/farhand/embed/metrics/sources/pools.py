"""The app's connection pools, read without borrowing from them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from farhand.embed import pools
from farhand.embed.process import Process

#: Pools that are told: an app with more makes one for each request, and none of them lasts.
_MOST = 100


def read(process: Process) -> dict[str, Any]:
    rows = [asdict(pool) for pool in pools.found(process)[:_MOST]]
    return {"pools": [{k: v for k, v in row.items() if v is not None} for row in rows]} if rows else {}
