"""aiohttp's client connectors: `limit` is public; which connections are out has no public reader."""

from __future__ import annotations

from typing import Any

from farhand.embed.health.state import Pool
from farhand.embed.pools import number

CLASSES = ("aiohttp.connector:BaseConnector",)
WHAT = "aiohttp connector"


def read(connector: Any) -> Pool | None:
    """None for a connector that is closed."""
    if connector.closed:
        return None
    used, free = getattr(connector, "_acquired", None), getattr(connector, "_conns", None)
    waiters = getattr(connector, "_waiters", None)
    return Pool(
        name="",
        library="aiohttp",
        most=number(connector.limit) or None,  # 0: no limit
        in_use=len(used) if used is not None else None,
        idle=sum(len(row) for row in list(free.values())) if isinstance(free, dict) else None,
        waiting=sum(len(row) for row in list(waiters.values())) if isinstance(waiters, dict) else None,
    )


def leads_to(connector: Any) -> None:
    """To many servers."""
    return
