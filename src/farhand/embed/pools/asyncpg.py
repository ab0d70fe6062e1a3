"""asyncpg's pools: `get_size`, `get_idle_size`, `get_min_size` and `get_max_size`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.embed.health.state import Pool
from farhand.embed.pools import number

CLASSES = ("asyncpg.pool:Pool",)
WHAT = "asyncpg pool"
_NAMES = {"host": "host", "port": "port", "user": "user", "password": "password", "database": "name"}


def read(pool: Any) -> Pool | None:
    """None for a pool that is closed."""
    if callable(getattr(pool, "is_closing", None)) and pool.is_closing():
        return None
    size, idle = number(pool.get_size()), number(pool.get_idle_size())
    return Pool(
        name="",
        library="asyncpg",
        size=number(pool.get_min_size()),
        most=number(pool.get_max_size()),
        in_use=None if size is None or idle is None else max(0, size - idle),
        idle=idle,
    )


def leads_to(pool: Any) -> tuple[str, Mapping[str, Any]] | None:
    """From what the pool was made with, which has no public reader."""
    args, given = getattr(pool, "_connect_args", ()), getattr(pool, "_connect_kwargs", {})
    settings: dict[str, Any] = {"url": args[0]} if args and isinstance(args[0], str) else {}
    if isinstance(given.get("dsn"), str):
        settings["url"] = given["dsn"]
    for key, ours in _NAMES.items():
        if isinstance(given.get(key), (str, int)):
            settings[ours] = str(given[key])
    return ("postgres", settings) if settings else None
