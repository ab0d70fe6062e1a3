"""A dependency fails under a real app: one probe is taken at once, has the right cause, and leaks nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

import pytest

from farhand.control import captures
from farhand.wire import local
from tests.embed import failing
from tests.embed.apps.harness import serve, wait_for
from tests.embed.failing import PARAMETER, SECRETS, Database, Script, script, toml
from tests.embed.servers import free_port, redis_server

STEPS = """
import collections, json, sys, time
def repeat(load):
    for line in sys.stdin:
        done = collections.Counter()
        for _ in range(int(line)):
            try:
                load()
                done["ok"] += 1
            except Exception as error:
                done[f"{type(error).__module__}.{type(error).__name__}"] += 1
                assert not [k for k in vars(error) if "farhand" in k], "the app's exception is left alone"
        print(json.dumps(done), flush=True)
"""
ALCHEMY = f"""
import os, farhand
import sqlalchemy as sa
from sqlalchemy.pool import NullPool
farhand.install()
url = os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:")
engine = sa.create_engine(url, poolclass=NullPool, connect_args={{"connect_timeout": 5}})
def load():
    with engine.connect() as connection:
        connection.execute(sa.text(os.environ.get("SQL", "select :p")), {{"p": "{PARAMETER}"}}).all()
{STEPS}
repeat(load)
"""
DJANGO = f"""
import os, farhand
from urllib.parse import urlsplit
import django
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.urls import path
u = urlsplit(os.environ["DATABASE_URL"])
settings.configure(
    DEBUG=False, SECRET_KEY="x" * 50, ALLOWED_HOSTS=["*"], ROOT_URLCONF="__main__", LOGGING_CONFIG=None,
    DATABASES={{"default": {{"ENGINE": "django.db.backends.postgresql", "HOST": u.hostname, "PORT": u.port,
        "NAME": u.path[1:], "USER": u.username, "PASSWORD": u.password}}}},
)
def view(request):
    with connection.cursor() as cursor:
        cursor.execute(os.environ.get("SQL", "select %s"), ["{PARAMETER}"])
    return HttpResponse("well")
urlpatterns = [path("", view)]
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory
app = farhand.install(get_wsgi_application())
def load():
    status = []
    body = b"".join(app(dict(RequestFactory().get("/").environ), lambda s, h: status.append(s)))
    if not status[0].startswith("200"):
        raise OSError(status[0])
{STEPS}
repeat(load)
"""
APPS = {"sqlalchemy": ALCHEMY, "django": DJANGO}


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with failing.database() as made:
        yield made


@pytest.fixture(autouse=True)
def well(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "database" in request.fixturenames:
        made: Database = request.getfixturevalue("database")
        made.stop()
        made.start()
        made.sql(f"alter role app password '{failing.PASSWORD}'")


def started(folder: Path, database: Database, app: str, **env: str) -> Script:
    declaration = toml(failing.postgres_table())
    return Script(folder, APPS[app], declaration, {"DATABASE_URL": database.url, **env})


def the_one(app: Script, dependency: str = "database") -> dict[str, object]:
    found = app.captured()
    assert [f["dependency"] for f in found] == [dependency], app.errors
    return found[0]


@pytest.mark.parametrize("kind", APPS)
def test_a_database_that_is_stopped(kind: str, tmp_path: Path, database: Database) -> None:
    app = started(tmp_path, database, kind)
    try:
        assert app.step(1) == {"ok": 1}
        database.stop()
        told = app.step(2)
        assert sum(told.values()) == 2
        assert "ok" not in told
        found = the_one(app)
        assert (found["cause"], found["by"], found["stage"]) == ("tcp.refused", "probe", "tcp")
        assert found["exception"]["type"] in ("psycopg.OperationalError", "django.db.utils.OperationalError")  # type: ignore[index]
        assert found["next_step"]
        assert [r["outcome"] for r in found["rows"][:3]] == ["pass", "pass", "fail"]  # type: ignore[index]
    finally:
        app.close()


@pytest.mark.parametrize("kind", APPS)
def test_a_password_that_was_changed(kind: str, tmp_path: Path, database: Database) -> None:
    app = started(tmp_path, database, kind)
    try:
        assert app.step(1) == {"ok": 1}
        database.sql("alter role app password 'another'")
        database.sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app'")
        app.step(5)
        found = the_one(app)
        assert (found["cause"], found["stage"]) == ("postgres.auth", "login")
        assert len(captures.every(app.run)) == 1, "accounts lock: nobody tries again"
    finally:
        app.close()


def test_all_connections_are_taken(tmp_path: Path, database: Database) -> None:
    psycopg = pytest.importorskip("psycopg")
    app = started(tmp_path, database, "sqlalchemy")
    with ExitStack() as held:
        held.callback(app.close)
        assert app.step(1) == {"ok": 1}
        while app.step(1).get("ok"):  # the looks in the background come and go meanwhile
            _hold_all(psycopg, database.url, held)
        assert the_one(app)["cause"] == "postgres.too_many_connections"


def _hold_all(psycopg: ModuleType, url: str, held: ExitStack) -> None:
    try:
        while True:
            held.enter_context(psycopg.connect(url))
    except psycopg.OperationalError:
        return


def test_a_storm_is_one_probe(tmp_path: Path, database: Database) -> None:
    app = started(tmp_path, database, "sqlalchemy")
    try:
        database.stop()
        assert app.step(1000) == {"sqlalchemy.exc.OperationalError": 1000}
        the_one(app)
        app.step(1)
        socket = str(app.run / "farhand.sock")
        wait_for(lambda: _failures(socket)["counts"].get("database", 0) >= 1000)
        told = _failures(socket)
        assert len(told["failures"]) == 1
        assert told["failures"][0]["seen"] > 500, "also those that were only counted"
    finally:
        app.close()


def _failures(socket: str) -> dict:  # type: ignore[type-arg]
    status, body = local.ask(socket, "GET", "/admin/failures", timeout=20)
    assert status == 200
    return json.loads(body)  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", APPS)
def test_a_mistake_in_sql_is_the_apps_own_matter(kind: str, tmp_path: Path, database: Database) -> None:
    app = started(tmp_path, database, kind, SQL="select 1/0")
    try:
        assert "ok" not in app.step(3)
        database.stop()  # what comes after it is seen all the same
        app.step(1)
        assert the_one(app)["failed"] in ("failed", "refused", "lost")
    finally:
        app.close()


def test_no_secret_is_kept(tmp_path: Path, database: Database) -> None:
    """In the URL, in SQL parameters and in the text of exceptions."""
    source = ALCHEMY.replace(
        "def load():",
        """
class ApiDown(Exception):
    pass

def other():
    with farhand.watch("payments"):
        raise ApiDown("POST https://u:planted-redis-pass-11x5@api.example/v1?key=planted-query-key-33x4"
            " Authorization: Bearer plantedbearer00x3token " + os.environ["DATABASE_URL"])

def load():
    try:
        other()
    except ApiDown:
        pass""",
    )
    declared = '[dependencies.payments]\nkind = "http"\nurl = "http://127.0.0.1:9/"\n'
    declaration = toml(failing.postgres_table(), declared)
    env = {"DATABASE_URL": database.url, "SQL": f"select nothing, '{PARAMETER}', :p from absent"}
    with script(tmp_path, source, declaration, env) as app:
        app.step(1)
        found = app.captured(2)
        assert {f["dependency"] for f in found} == {"database", "payments"}
        wait_for((app.run / f"last-state-{app.process.pid}.json").exists)
        told = json.dumps(_failures(str(app.run / "farhand.sock")))
        app.end()
        everything = app.written() + told
        assert "42P01" in everything
        assert [s for s in SECRETS if s in everything] == []


def test_redis_by_watch(tmp_path: Path) -> None:
    pytest.importorskip("redis")
    source = f"""
import os, farhand
farhand.install()
import redis
client = redis.Redis(port=int(os.environ["PORT"]), password="wrong", retry=None)
@farhand.watch("cache")
def load():
    client.ping()
{STEPS}
repeat(load)
"""
    with redis_server() as port:
        declared = f'[dependencies.cache]\nkind = "redis"\nurl = "redis://:wrong@127.0.0.1:{port}/0"\n'
        with script(tmp_path, source, toml(declared), {"PORT": str(port)}) as app:
            assert app.step(1) == {"redis.exceptions.AuthenticationError": 1}
            found = the_one(app, "cache")
            assert (found["cause"], found["failed"]) == ("redis.auth", "login")


def test_a_logged_exception(tmp_path: Path) -> None:
    port = free_port()
    source = f"""
import logging, socket, farhand
farhand.install()
logging.basicConfig(level=logging.CRITICAL + 1)
def load():
    try:
        socket.create_connection(("127.0.0.1", {port}), 5)
    except OSError:
        logging.getLogger("shop").exception("the printer does not answer")
{STEPS}
logging.getLogger("shop").setLevel(logging.ERROR)
repeat(load)
"""
    declared = f'[dependencies.printer]\nkind = "tcp"\nhost = "127.0.0.1"\nport = {port}\n'
    with script(tmp_path, source, toml(declared), {}) as app:
        assert app.step(2) == {"ok": 2}
        found = the_one(app, "printer")
        assert (found["cause"], found["source"]) == ("tcp.refused", "logging")
        assert "site_app.py" in found["exception"]["place"]  # type: ignore[index]


def test_an_exception_that_leaves_an_asgi_app(tmp_path: Path) -> None:
    pytest.importorskip("httpx")
    port = free_port()
    source = f"""
import logging, farhand, httpx
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
logging.getLogger("uvicorn.error").disabled = True
async def hello(request): return PlainTextResponse("hello")
async def pay(request):
    async with httpx.AsyncClient() as client:
        await client.get("http://127.0.0.1:{port}/v1?key=planted-query-key-33x4")
app = Starlette(routes=[Route("/", hello), Route("/pay", pay)])
farhand.install(app)
"""
    declared = f'[dependencies.payments]\nkind = "http"\nurl = "http://127.0.0.1:{port}/"\n'
    with serve(tmp_path, "starlette", toml=toml(declared), source=source) as served:
        assert served.get("/pay").status == 500
        wait_for(lambda: _failures(served.socket)["failures"], served)
        found = _failures(served.socket)["failures"][0]
        assert (found["dependency"], found["cause"], found["source"]) == ("payments", "tcp.refused", "asgi")
        assert "planted" not in json.dumps(found)
        run = served.run
        worker = found["worker"]
        served.stop()
        from farhand.control import last_state

        state = next(s for s in last_state.every(run) if s.pid == worker)
        assert state.how in ("shutdown", "exit")
        assert state.failures[-1]["cause"] == "tcp.refused"


def test_four_workers_share_one_probe(tmp_path: Path) -> None:
    port = free_port()
    source = f"""
import os, urllib.request
import farhand
from flask import Flask
app = Flask(__name__)
@app.get("/")
def hello(): return "hello"
@app.get("/pid")
def pid(): return str(os.getpid())
@app.get("/pay")
def pay():
    urllib.request.urlopen("http://127.0.0.1:{port}/v1", timeout=5)
farhand.install(app)
"""
    declared = f'[dependencies.payments]\nkind = "http"\nurl = "http://127.0.0.1:{port}/"\nproxy = "none"\n'
    with serve(tmp_path, "flask", workers=4, toml=toml(declared), source=source) as served:

        def everywhere() -> bool:
            served.get("/pay")
            return len({f["worker"] for f in _failures(served.socket)["failures"]}) == 4

        wait_for(everywhere, served)
        found = _failures(served.socket)["failures"]
        assert len(found) == 4
        assert {f["cause"] for f in found} == {"tcp.refused"}
        assert len([f for f in found if not f.get("probed_by")]) == 1, "the others took it over"
