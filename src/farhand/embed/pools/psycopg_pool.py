"""psycopg's pools: `get_stats()` is public and takes no lock (psycopg.org, "Connection pools")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.embed.health.state import Pool
from farhand.embed.pools import number

CLASSES = ("psycopg_pool.base:BasePool",)
WHAT = "psycopg pool"


def read(pool: Any) -> Pool:
    stats = pool.get_stats()
    size, idle = number(stats.get("pool_size", 0)), number(stats.get("pool_available", 0))
    timeout = getattr(pool, "timeout", None)
    return Pool(
        name="",
        library="psycopg_pool",
        size=number(stats.get("pool_min")),
        most=number(stats.get("pool_max")),
        in_use=None if size is None or idle is None else max(0, size - idle),
        idle=idle,
        waiting=number(stats.get("requests_waiting", 0)),
        timeout_s=float(timeout) if isinstance(timeout, (int, float)) else None,
    )


def leads_to(pool: Any) -> tuple[str, Mapping[str, Any]] | None:
    """From the connection string and the arguments; a callable there is not called."""
    text, more = getattr(pool, "conninfo", ""), getattr(pool, "kwargs", None)
    settings: dict[str, Any] = {"url": text} if isinstance(text, str) and text else {}
    given = more if isinstance(more, Mapping) else {}
    for key, ours in (
        ("host", "host"),
        ("port", "port"),
        ("user", "user"),
        ("password", "password"),
        ("dbname", "name"),
    ):
        if given.get(key):
            settings[ours] = str(given[key])
    return ("postgres", settings) if settings else None
