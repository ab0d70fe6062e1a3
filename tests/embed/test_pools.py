"""Pools are read while they are empty: at once, and without the server seeing one connection more."""

from __future__ import annotations

import asyncio
import gc
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import pytest

from farhand.embed import pools
from farhand.embed.finder import Finder
from farhand.embed.health.state import Pool
from farhand.embed.process import Process
from tests.embed.conftest import Make
from tests.embed.servers import Postgres


def read(process: Process, library: str) -> Pool:
    """The only pool of that library which has something out, read from another thread within a second."""
    gc.collect()  # what earlier tests have left
    found: list[list[Pool]] = []
    reader = threading.Thread(target=lambda: found.append(pools.found(process)), daemon=True)
    reader.start()
    reader.join(1.0)
    assert found, "reading waits for something"
    rows = [p for p in found[0] if p.library == library and p.in_use]
    assert len(rows) == 1, found[0]
    assert "planted" not in json.dumps([asdict(p) for p in found[0]])
    return rows[0]


@contextmanager
def unchanged(postgres: Postgres, wanted: int) -> Iterator[None]:
    assert postgres.clients() == wanted
    yield
    assert postgres.clients() == wanted


def declared(postgres: Postgres) -> str:
    return f'[app]\nname = "billing"\n[dependencies.database]\nkind = "postgres"\nurl = "{postgres.url}"\n'


def test_sqlalchemy(postgres: Postgres, make: Make) -> None:
    import sqlalchemy

    url = postgres.url.replace("postgresql:", "postgresql+psycopg:")
    engine = sqlalchemy.create_engine(url, pool_size=2, max_overflow=1, pool_timeout=7)
    held = [engine.connect() for _ in range(3)]
    try:
        with unchanged(postgres, 3):
            pool = read(make(declared(postgres)), "sqlalchemy")
        assert (pool.name, pool.size, pool.most, pool.in_use, pool.idle) == ("database", 2, 3, 3, 0)
        assert pool.timeout_s == 7
    finally:
        [one.close() for one in held]
        engine.dispose()


def test_sqlalchemy_asyncio(postgres: Postgres, make: Make) -> None:
    from sqlalchemy.ext.asyncio import create_async_engine

    async def main() -> Pool:
        url = postgres.url.replace("postgresql:", "postgresql+asyncpg:")
        engine = create_async_engine(url, pool_size=2, max_overflow=0)
        held = [await engine.connect() for _ in range(2)]
        waiting = asyncio.create_task(engine.connect().start())
        await asyncio.sleep(0.05)
        with unchanged(postgres, 2):
            pool = read(make(), "sqlalchemy")
        waiting.cancel()
        [await one.close() for one in held]
        await engine.dispose()
        return pool

    pool = asyncio.run(main())
    assert (pool.size, pool.most, pool.in_use) == (2, 2, 2)
    assert pool.name == f"postgres 127.0.0.1:{postgres.port}/appdb"


def test_psycopg_pool_with_somebody_waiting(postgres: Postgres, make: Make) -> None:
    import psycopg_pool

    with psycopg_pool.ConnectionPool(postgres.url, min_size=1, max_size=2, open=True, timeout=5) as made:
        held = [made.getconn(), made.getconn()]
        waiter = threading.Thread(target=lambda: made.putconn(made.getconn()), daemon=True)
        waiter.start()
        _until(lambda: made.get_stats().get("requests_waiting") == 1)
        with unchanged(postgres, 2):
            pool = read(make(declared(postgres)), "psycopg_pool")
        [made.putconn(one) for one in held]
        waiter.join(5)
    assert (pool.name, pool.size, pool.most, pool.in_use, pool.waiting) == ("database", 1, 2, 2, 1)


def test_asyncpg_which_cannot_be_referred_to_weakly(postgres: Postgres, make: Make) -> None:
    import asyncpg

    async def main() -> Pool:
        made = await asyncpg.create_pool(postgres.url, min_size=1, max_size=2)
        held = [await made.acquire() for _ in range(2)]
        with unchanged(postgres, 2):
            pool = read(make(declared(postgres)), "asyncpg")
        [await made.release(one) for one in held]
        await made.close()
        return pool

    pool = asyncio.run(main())
    assert (pool.name, pool.size, pool.most, pool.in_use, pool.idle) == ("database", 1, 2, 2, 0)


@pytest.mark.parametrize("blocking", [False, True])
def test_redis(blocking: bool, redis_port: int, make: Make) -> None:
    import redis

    kind = redis.BlockingConnectionPool if blocking else redis.ConnectionPool
    more: dict[str, Any] = {"timeout": 4} if blocking else {}
    made = kind(host="127.0.0.1", port=redis_port, password="planted-redis-secret", max_connections=2, **more)
    held = [made.get_connection() for _ in range(2)]
    try:
        pool = read(make(), "redis")
    finally:
        [made.release(one) for one in held]
        made.disconnect()
    assert (pool.most, pool.in_use, pool.idle) == (2, 2, 0)
    assert pool.name == f"redis 127.0.0.1:{redis_port}/0"
    assert pool.timeout_s == (4 if blocking else None)


def test_redis_while_the_pool_lock_is_held(redis_port: int, make: Make) -> None:
    import redis

    made = redis.ConnectionPool(host="127.0.0.1", port=redis_port, password="planted-redis-secret")
    held = made.get_connection()
    with made._lock:
        assert read(make(), "redis").in_use == 1
    made.release(held)
    made.disconnect()


def test_redis_asyncio(redis_port: int, make: Make) -> None:
    import redis.asyncio

    async def main() -> Pool:
        made = redis.asyncio.BlockingConnectionPool(
            host="127.0.0.1", port=redis_port, password="planted-redis-secret", max_connections=2, timeout=3
        )
        held = [await made.get_connection() for _ in range(2)]
        pool = read(make(), "redis")
        [await made.release(one) for one in held]
        await made.disconnect()
        return pool

    pool = asyncio.run(main())
    assert (pool.most, pool.in_use, pool.timeout_s) == (2, 2, 3)


def test_a_pool_seen_by_a_walk_is_told_again_in_between(postgres: Postgres, make: Make) -> None:
    import asyncpg

    async def main() -> None:
        made = await asyncpg.create_pool(postgres.url, min_size=1, max_size=7)
        process = make()
        for _ in range(2):
            assert 7 in [p.most for p in pools.found(process) if p.library == "asyncpg"]
            process.of(Finder)._asked = time.monotonic() + 100  # no further walk is allowed
        await made.close()

    asyncio.run(main())


def test_what_is_found_is_not_kept_alive(make: Make) -> None:
    import weakref

    import sqlalchemy

    process = make()
    engine = sqlalchemy.create_engine("sqlite:///:memory:")
    process.of(Finder).walk(process, ["sqlalchemy.engine.base:Engine"])
    gone = weakref.ref(engine)
    del engine
    gc.collect()
    assert gone() is None


def test_a_walk_is_not_due_before_its_time(make: Make) -> None:
    import sqlalchemy

    engine = sqlalchemy.create_engine("sqlite:///:memory:")
    process = make()
    finder = process.of(Finder)
    assert finder.due()
    finder.walk(process, ["sqlalchemy.engine.base:Engine"])
    assert engine in finder.instances(process, ["sqlalchemy.engine.base:Engine"])
    assert not finder.due()
    assert finder.objects > 1000


def test_a_library_of_an_odd_version_costs_only_itself(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    import redis

    made = redis.ConnectionPool(host="127.0.0.1", port=1)
    del made._in_use_connections
    monkeypatch.setattr(type(made), "get_connection_count", lambda self: 1 / 0)
    process = make()
    pools.found(process)
    assert any("redis" in says and "ZeroDivisionError" in says for says in process.problems)


def _until(there: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end
        time.sleep(0.02)
