"""Which dependency a failure is about, by exceptions of real drivers; and what is the app's own matter."""

from __future__ import annotations

import errno
import socket
import sqlite3
import ssl
from collections.abc import Callable
from typing import Any

import pytest

from farhand.embed.failures import concerns, describe
from farhand.embed.failures.declared import place_of
from farhand.model import App, Dependency

APP = App(
    "shop",
    dependencies=(
        Dependency("database", "postgres", {"url": "${DATABASE_URL}"}),
        Dependency("reports", "postgres", {"host": "reports.internal", "port": 5433, "name": "reports"}),
        Dependency("cache", "redis", {"url": "redis://cache.internal/0"}),
        Dependency("payments", "http", {"url": "https://api.pay.example/v1/ping"}),
        Dependency("mailer", "http", {"url": "http://mail.internal:8025/"}),
        Dependency("data", "directory", {"path": "/srv/data"}),
        Dependency("orders", "mysql", {"url": "mysql://u:p@my.internal/orders"}),
        Dependency("local", "sqlite", {"path": "/srv/app.db"}),
    ),
)
ENV = {"DATABASE_URL": "postgresql+psycopg://app:pw@db.internal/shop"}
ONE = App("one", dependencies=(Dependency("database", "postgres", {"host": "10.0.0.5"}),))


def told(error: BaseException, named: str = "", hint: tuple[str, ...] = (), app: App = APP) -> Any:
    places = [place_of(app, need, ENV) for need in app.dependencies]
    found = concerns.concerns(describe.sighting(error, named, "test", hint), places, app)
    return (found.dependency, found.kind) if found else None


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    try:
        raise error from cause
    except BaseException as caught:
        return caught


def with_state(name: str, state: str, text: str = "") -> BaseException:
    psycopg = pytest.importorskip("psycopg")
    error: BaseException = getattr(psycopg.errors, name)(text)
    assert getattr(error, "sqlstate", "") == state
    return error


PG = ("postgresql", "db.internal", "5432", "shop")
#: SQLSTATE's class of psycopg, the state, and what it means for a known address.
STATES = [
    ("InvalidPassword", "28P01", "login"),
    ("TooManyConnections", "53300", "exhausted"),
    ("DiskFull", "53100", "exhausted"),
    ("AdminShutdown", "57P01", "lost"),
    ("CannotConnectNow", "57P03", "lost"),
    ("QueryCanceled", "57014", "timeout"),
    ("UndefinedTable", "42P01", "missing"),
    ("InvalidCatalogName", "3D000", "missing"),
    ("InsufficientPrivilege", "42501", "login"),
    ("ReadOnlySqlTransaction", "25006", "broken"),
    ("UniqueViolation", "23505", ""),
    ("ForeignKeyViolation", "23503", ""),
    ("DivisionByZero", "22012", ""),
    ("SyntaxError", "42601", ""),
    ("SerializationFailure", "40001", ""),
    ("DeadlockDetected", "40P01", ""),
]


@pytest.mark.parametrize(("name", "state", "kind"), STATES)
def test_by_sqlstate(name: str, state: str, kind: str) -> None:
    assert told(with_state(name, state), hint=PG) == (("database", kind) if kind else None)


def requests_error(url: str) -> BaseException:
    requests = pytest.importorskip("requests")
    with pytest.raises(requests.RequestException) as caught:
        requests.get(url, timeout=2, proxies={"http": None, "https": None})
    return caught.value


def httpx_status(status: int, url: str = "https://api.pay.example/v1/charge") -> BaseException:
    httpx = pytest.importorskip("httpx")
    request = httpx.Request("GET", url)
    with pytest.raises(httpx.HTTPStatusError) as caught:
        httpx.Response(status, request=request).raise_for_status()
    return caught.value


def httpx_connect() -> BaseException:
    httpx = pytest.importorskip("httpx")
    return httpx.ConnectTimeout("", request=httpx.Request("GET", "http://mail.internal:8025/send"))  # type: ignore[no-any-return]


def redis(name: str, text: str) -> BaseException:
    return getattr(pytest.importorskip("redis").exceptions, name)(text)  # type: ignore[no-any-return]


def of_class(module: str, name: str, *args: object, base: type[BaseException] = Exception) -> BaseException:
    """An exception of a driver that need not be installed."""
    return type(name, (base,), {"__module__": module})(*args)


def sql_pool() -> BaseException:
    return pytest.importorskip("sqlalchemy").exc.TimeoutError("QueuePool limit of size 5 reached")  # type: ignore[no-any-return]


def sql_wrapped() -> BaseException:
    inner = with_state("UniqueViolation", "23505")
    outer = pytest.importorskip("sqlalchemy").exc.IntegrityError("insert", {"p": "x"}, inner)
    return raised(outer, inner)


def fallback() -> BaseException:
    """The cache was down, so the app went on to the database, and that failed."""
    psycopg = pytest.importorskip("psycopg")
    error = psycopg.OperationalError('connection to server at "db.internal" (10.1.2.3), port 5432 failed')
    error.__context__ = redis("ConnectionError", "Error 111 connecting to cache.internal:6379.")
    return error  # type: ignore[no-any-return]


POOL = "HTTPSConnectionPool(host='api.pay.example', port=443): Max retries exceeded"

CASES: list[tuple[str, Callable[[], BaseException], Any]] = [
    ("redis refuses", lambda: redis("ConnectionError", "Error 111 connecting"), ("cache", "failed")),
    ("redis login", lambda: redis("AuthenticationError", "WRONGPASS invalid"), ("cache", "login")),
    ("redis late", lambda: redis("TimeoutError", "Timeout reading"), ("cache", "timeout")),
    ("redis full", lambda: redis("ResponseError", "OOM command not allowed"), ("cache", "exhausted")),
    ("redis replica", lambda: redis("ReadOnlyError", "READONLY You can't write"), ("cache", "broken")),
    ("redis used wrongly", lambda: redis("ResponseError", "WRONGTYPE Operation"), None),
    ("redis wrong type", lambda: redis("DataError", "Invalid input"), None),
    ("http 503", lambda: httpx_status(503), ("payments", "broken")),
    ("http 401", lambda: httpx_status(401), ("payments", "login")),
    ("http 429", lambda: httpx_status(429), ("payments", "exhausted")),
    ("http 404 is what was asked", lambda: httpx_status(404), None),
    ("http 422 is what was asked", lambda: httpx_status(422), None),
    ("http of somebody else", lambda: httpx_status(503, "https://other.example/"), None),
    ("httpx late", httpx_connect, ("mailer", "timeout")),
    ("requests elsewhere", lambda: requests_error("http://127.0.0.1:9/"), None),
    ("no scheme is a mistake", lambda: requests_error("127.0.0.1"), None),
    ("urllib3's text", lambda: of_class("urllib3.exceptions", "MaxRetryError", POOL), ("payments", "failed")),
    ("pymysql denies", lambda: of_class("pymysql.err", "OperationalError", 1045, "no"), ("orders", "login")),
    ("pymysql gone", lambda: of_class("pymysql.err", "OperationalError", 2006, "gone"), ("orders", "lost")),
    ("pymysql duplicate", lambda: of_class("pymysql.err", "IntegrityError", 1062, "duplicate"), None),
    ("pymysql syntax", lambda: of_class("pymysql.err", "ProgrammingError", 1064, "syntax"), None),
    ("sqlite locked", lambda: sqlite3.OperationalError("database is locked"), ("local", "timeout")),
    ("sqlite syntax", lambda: sqlite3.OperationalError('near "x": syntax error'), None),
    ("the pool of two databases", sql_pool, None),
    ("a duplicate key, wrapped", sql_wrapped, None),
    ("what failed last counts", fallback, ("database", "failed")),
    ("disk full", lambda: OSError(errno.ENOSPC, "No space", "/srv/data/in/1.pdf"), ("data", "disk")),
    ("not writable", lambda: PermissionError(errno.EACCES, "denied", "/srv/data"), ("data", "disk")),
    ("another file", lambda: FileNotFoundError(errno.ENOENT, "no", "/etc/hosts2"), None),
    ("a neighbour's name", lambda: OSError(errno.EROFS, "no", "/srv/database/x"), None),
    ("a caller hangs up", lambda: BrokenPipeError(errno.EPIPE, "Broken pipe"), None),
    ("any wait", lambda: TimeoutError(), None),
    ("no name, of many", lambda: socket.gaierror(-2, "Name or service not known"), None),
    ("a mistake in code", lambda: KeyError("x"), None),
    ("an exception of the app's own", lambda: RuntimeError("no"), None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "expected"), CASES, ids=[c[0] for c in CASES])
def test_an_exception_is_about(name: str, make: Callable[[], BaseException], expected: Any) -> None:
    assert told(make()) == expected


def test_the_only_one() -> None:
    assert told(raised(ConnectionRefusedError(111, "refused")), app=ONE) == ("database", "refused")
    assert told(ssl.SSLError(1, "handshake"), app=ONE) == ("database", "tls")
    assert told(sql_pool(), app=ONE) == ("database", "exhausted")
    assert told(BrokenPipeError(errno.EPIPE, "x"), app=ONE) is None
    assert told(redis("ConnectionError", "x"), app=ONE) is None, "another kind"


def test_as_the_app_says() -> None:
    class Sdk(Exception):
        pass

    assert told(Sdk("no"), named="payments") == ("payments", "failed")
    assert told(TimeoutError(), named="payments") == ("payments", "timeout")
    assert told(httpx_status(404), named="payments") is None
    assert told(Sdk("no"), named="unheard of") is None
    assert told(with_state("UniqueViolation", "23505"), named="database") is None


def test_two_of_one_kind_are_told_apart_by_address() -> None:
    lost = with_state("AdminShutdown", "57P01")
    assert told(lost, hint=("postgresql", "reports.internal", "5433", "")) == ("reports", "lost")
    assert told(lost, hint=("postgresql", "elsewhere", "5433", "")) is None
    assert told(lost) is None


def test_nothing_in_an_exception_can_break_it() -> None:
    class Odd(OSError):
        def __str__(self) -> str:
            raise ValueError("no text")

    error = Odd("x")
    error.__cause__ = error
    error.errno = "not a number"  # type: ignore[assignment]
    vars(error).update(request=3, response="x", pool=error, orig=error, reason=error, status="x")
    assert told(error) is None
    deep: BaseException = ValueError("first")
    for _ in range(1000):
        deep = raised(ConnectionResetError("x"), deep)
    assert told(deep) is None
