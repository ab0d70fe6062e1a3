"""redis-py's pools, sync and async, plain and blocking.

The public reader, `get_connection_count` of the later versions, takes the pool's lock, which a blocking pool
may hold while it waits for a connection. So the lists behind it are counted, which are as old as
redis-py; the reader is only asked where they are not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.embed.health.state import Pool
from farhand.embed.pools import number

CLASSES = ("redis.connection:ConnectionPool", "redis.asyncio.connection:ConnectionPool")
WHAT = "Redis client"
#: Attributes by which another object of the library holds it.
HELD_AS = ("connection_pool",)
#: What stands for "no limit": 2**31 in versions before 8.
_NO_LIMIT = 1 << 31


def read(pool: Any) -> Pool:
    used, idle = _counts(pool)
    most = number(getattr(pool, "max_connections", None))
    timeout = getattr(pool, "timeout", None)
    return Pool(
        name="",
        library="redis",
        most=most if most and most < _NO_LIMIT else None,
        in_use=used,
        idle=idle,
        timeout_s=float(timeout) if isinstance(timeout, (int, float)) else None,
    )


def _counts(pool: Any) -> tuple[int | None, int | None]:
    """Connections in use and idle."""
    queue = getattr(getattr(pool, "pool", None), "queue", None)
    made = getattr(pool, "_connections", None)
    if queue is not None and made is not None:  # the blocking pool of the sync client
        idle = sum(one is not None for one in list(queue))
        return max(0, len(made) - idle), idle
    used, free = getattr(pool, "_in_use_connections", None), getattr(pool, "_available_connections", None)
    if used is not None and free is not None:
        return len(used), len(free)
    return _told(pool)


def _told(pool: Any) -> tuple[int | None, int | None]:
    rows = pool.get_connection_count() if callable(getattr(pool, "get_connection_count", None)) else ()
    by_state = {str(told.get("db.client.connection.state")): number(count) for count, told in rows}
    return by_state.get("used"), by_state.get("idle")


def leads_to(pool: Any) -> tuple[str, Mapping[str, Any]] | None:
    """Kind and settings, the password among them: for Farhand's own probe, never to be shown."""
    given = pool.connection_kwargs
    if given.get("path"):
        return "redis", {"url": f"unix://{given['path']}", **_login(given)}
    if not given.get("host"):
        return None
    secure = "SSL" in getattr(pool, "connection_class", type).__name__
    settings: dict[str, Any] = {
        "scheme": "rediss" if secure else "redis",
        "host": str(given["host"]),
        "port": str(given.get("port") or 6379),
        "name": str(given.get("db") or 0),
        **_login(given),
    }
    if given.get("ssl_ca_certs"):
        settings["ca_file"] = str(given["ssl_ca_certs"])
    return "redis", settings


def _login(given: Mapping[str, Any]) -> dict[str, str]:
    pairs = (("user", given.get("username")), ("password", given.get("password")))
    return {key: str(value) for key, value in pairs if value}
