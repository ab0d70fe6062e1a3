"""One login with the driver that the app itself uses, bounded in time, asking nothing but `select 1` or PING.

What a driver says is told by class, SQLSTATE and chain of classes only. Its text may hold a password or be in
any language, so that nothing of it leaves this file but which of a few known sentences it is.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Mapping
from importlib import util
from typing import Any

from farhand.deadline import Deadline

POSTGRES = ("psycopg", "psycopg2", "asyncpg", "pg8000")
REDIS = ("redis",)

#: Sentences of client libraries that have neither number nor class of their own.
_WORDS = (
    ("authentication method 10 not supported", "scram"),
    ("scram authentication requires libpq", "scram"),
    ("root certificate file", "no_root_file"),
    ("too many clients", "full"),
    ("too many connections", "full"),
    ("remaining connection slots", "full"),
    ("max_client_conn", "full"),
    ("max number of clients", "full"),
)


def installed(names: tuple[str, ...]) -> list[str]:
    """Those that this Python could import; nothing is imported."""
    return [name for name in names if _there(name)]


def _there(name: str) -> bool:
    try:
        return util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def attempt(name: str, words: Mapping[str, Any], deadline: Deadline) -> dict[str, Any]:
    """Log in with that driver. `words` is what its function below takes.

    Returns {"answer": "ok" | "late" | "failed", and for failed: "class", "sqlstate", "chain", "words"}.
    """
    done: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    job = threading.Thread(target=_run, args=(_LOGINS[name], words, deadline, done), daemon=True)
    try:
        job.start()
        return done.get(timeout=max(0.001, deadline.left()))
    except queue.Empty:
        return {"answer": "late"}


def _run(
    login: Callable[[Mapping[str, Any], float], None],
    words: Mapping[str, Any],
    deadline: Deadline,
    done: queue.SimpleQueue[dict[str, Any]],
) -> None:
    try:
        login(words, max(0.1, deadline.left()))
    except BaseException as error:  # whatever a driver does, it is told and costs no more
        done.put({"answer": "failed", **_told(error)})
    else:
        done.put({"answer": "ok"})


def _told(error: BaseException) -> dict[str, Any]:
    """Classes, SQLSTATE and known sentence of an exception and of those behind it."""
    chain: list[BaseException] = []
    step: BaseException | None = error
    while step is not None and step not in chain and len(chain) < 6:
        chain.append(step)
        step = step.__cause__ or step.__context__
    text = " ".join(str(one).lower() for one in chain)
    states = (getattr(one, "sqlstate", None) or getattr(one, "pgcode", None) for one in chain)
    return {
        "class": _class(chain[0]),
        "chain": [_class(one) for one in chain[1:]],
        "sqlstate": str(next((state for state in states if state), "")),
        "words": next((kind for words, kind in _WORDS if words in text), ""),
    }


def _class(error: BaseException) -> str:
    kind = type(error)
    return f"{kind.__module__}.{kind.__qualname__}"


def _psycopg(words: Mapping[str, Any], seconds: float) -> None:
    import psycopg  # type: ignore[import-not-found,unused-ignore]

    with psycopg.connect(_conninfo(words, seconds), autocommit=True) as connection:
        connection.execute("select 1")


def _psycopg2(words: Mapping[str, Any], seconds: float) -> None:
    import psycopg2  # type: ignore[import-not-found,import-untyped,unused-ignore]

    connection = psycopg2.connect(_conninfo(words, seconds))
    try:
        connection.autocommit = True
        connection.cursor().execute("select 1")
    finally:
        connection.close()


def _conninfo(words: Mapping[str, Any], seconds: float) -> str:
    """What libpq reads; an empty text counts as said, so that Farhand's own PG* variables do not."""
    told = {key: value for key, value in words.items() if key != "database"}
    told.update(dbname=words["database"], connect_timeout=max(2, int(seconds)))
    quoted = {key: str(value).replace("\\", "\\\\").replace("'", "\\'") for key, value in told.items()}
    return " ".join(f"{key}='{value}'" for key, value in quoted.items())


def _asyncpg(words: Mapping[str, Any], seconds: float) -> None:
    import asyncio

    import asyncpg  # type: ignore[import-not-found,import-untyped,unused-ignore]

    async def ask() -> None:
        context = _context(words)
        connection = await asyncpg.connect(
            host=words["host"],
            port=words["port"],
            user=words["user"],
            password=words["password"] or None,
            database=words["database"],
            ssl=context or (False if words["sslmode"] == "disable" else words["sslmode"]),
            timeout=seconds,
        )
        try:
            await connection.fetchval("select 1")
        finally:
            await connection.close(timeout=1)

    asyncio.run(ask())


def _pg8000(words: Mapping[str, Any], seconds: float) -> None:
    from pg8000 import native  # type: ignore[import-not-found,import-untyped,unused-ignore]

    socket = f"{words['host']}/.s.PGSQL.{words['port']}" if words["host"].startswith("/") else None
    connection = native.Connection(
        words["user"],
        host=words["host"],
        port=words["port"],
        unix_sock=socket,
        database=words["database"],
        password=words["password"] or None,
        ssl_context=_context(words) or (True if words["sslmode"] == "require" else None),
        timeout=seconds,
    )
    try:
        connection.run("select 1")
    finally:
        connection.close()


def _context(words: Mapping[str, Any]) -> Any:
    """An ssl context for the modes that verify; None for the others."""
    if words["sslmode"] not in ("verify-ca", "verify-full"):
        return None
    import ssl

    context = ssl.create_default_context(cafile=words["sslrootcert"] or None)
    context.check_hostname = words["sslmode"] == "verify-full"
    if words["sslcert"]:
        context.load_cert_chain(words["sslcert"], words["sslkey"] or None)
    return context


def _redis(words: Mapping[str, Any], seconds: float) -> None:
    import redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    told = {key: value for key, value in words.items() if key != "url"}
    told.update(socket_timeout=seconds, socket_connect_timeout=seconds, retry=Retry(NoBackoff(), 0))
    url = words.get("url")
    client = redis.Redis.from_url(url, **told) if url else redis.Redis(**told)
    try:
        client.ping()
    except redis.exceptions.NoPermissionError:
        return  # let in, but not allowed to PING: a narrow user, and no trouble
    finally:
        client.close()


_LOGINS: Mapping[str, Callable[[Mapping[str, Any], float], None]] = {
    "psycopg": _psycopg,
    "psycopg2": _psycopg2,
    "asyncpg": _asyncpg,
    "pg8000": _pg8000,
    "redis": _redis,
}
