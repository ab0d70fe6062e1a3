"""httpx's pools, which are httpcore's: `connections` is public, and each tells whether it is idle."""

from __future__ import annotations

from typing import Any

from farhand.embed.health.state import Pool
from farhand.embed.pools import number

CLASSES = (
    "httpcore:ConnectionPool",
    "httpcore:AsyncConnectionPool",
)
WHAT = "httpx client"
#: httpcore takes the largest number there is for "no limit".
_NO_LIMIT = 1 << 31


def read(pool: Any) -> Pool:
    rows = list(pool.connections)
    idle = sum(bool(one.is_idle()) for one in rows)
    most = number(getattr(pool, "_max_connections", None))
    asked = getattr(pool, "_requests", None)
    return Pool(
        name="",
        library="httpx",
        size=None,
        most=most if most and most < _NO_LIMIT else None,
        in_use=len(rows) - idle,
        idle=idle,
        waiting=sum(one.is_queued() for one in list(asked)) if isinstance(asked, list) else None,
    )


def leads_to(pool: Any) -> None:
    """To many servers."""
    return
