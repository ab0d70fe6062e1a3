"""SQLAlchemy's pools, of sync and async engines, 1.4 and later.

`size`, `checkedout`, `checkedin`, `overflow` and `timeout` are public methods of QueuePool; how far it may
overflow has no public reader (docs.sqlalchemy.org, "Connection Pooling").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.embed.health.state import Pool
from farhand.embed.pools import number

CLASSES = ("sqlalchemy.engine.base:Engine",)
WHAT = "SQLAlchemy engine"
#: Attributes by which another object of the library holds it.
HELD_AS = ("sync_engine",)
_KINDS = {"postgresql": "postgres", "mysql": "mysql", "mariadb": "mysql", "sqlite": "sqlite"}
_PASSED_ON = ("sslmode", "sslrootcert", "sslcert", "sslkey")


def read(engine: Any) -> Pool | None:
    """None for a pool that keeps nothing back, such as NullPool."""
    pool = engine.pool
    size = getattr(pool, "size", None)
    if not callable(size) or not callable(getattr(pool, "checkedout", None)):
        return None
    kept, over = number(size()), getattr(pool, "_max_overflow", None)
    timeout = pool.timeout() if callable(getattr(pool, "timeout", None)) else None
    return Pool(
        name="",
        library="sqlalchemy",
        size=kept or None,  # pool_size=0: no limit
        most=kept + over if kept and isinstance(over, int) and over >= 0 else None,
        in_use=number(pool.checkedout()),
        idle=number(pool.checkedin()),
        timeout_s=float(timeout) if isinstance(timeout, (int, float)) else None,
    )


def leads_to(engine: Any) -> tuple[str, Mapping[str, Any]] | None:
    """Kind and settings, the password among them: for Farhand's own probe, never to be shown."""
    url = engine.url
    dialect = url.get_backend_name()
    kind = _KINDS.get(dialect, dialect)
    if kind == "sqlite":
        memory = not url.database or url.database == ":memory:" or "mode=memory" in str(url.database)
        return None if memory else (kind, {"path": str(url.database).removeprefix("file:").partition("?")[0]})
    given = {
        "host": url.host or url.query.get("host") or "",
        "port": url.port or url.query.get("port") or "",
        "user": url.username or "",
        "password": str(url.password) if url.password is not None else "",
        "name": url.database or "",
        **{key: url.query[key] for key in _PASSED_ON if key in url.query},
    }
    settings = {key: value for key, value in given.items() if value != ""}
    return (kind, settings) if settings.get("host") else None
