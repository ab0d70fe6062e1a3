"""Each framework's app on a real server: its own routes are untouched, Farhand's are there, nothing stays."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from farhand.control import census
from tests.embed.apps.harness import TOML, Served, serve, token, wait_for

PROBES = ("/livez", "/readyz", "/startupz")
SERVERS: list[tuple[str, int, Sequence[str]]] = [
    ("starlette", 1, ()),
    ("fastapi", 1, ()),
    ("fastapi", 2, ()),
    ("litestar", 1, ()),
    ("quart", 2, ()),
    ("flask", 4, ()),
    ("flask", 4, ("--preload",)),
    ("flask", 2, ("--preload", "-k", "gthread", "--threads", "4")),
    ("flask", 2, ("-k", "gevent")),
    ("flask", 2, ("--preload", "-k", "gevent")),
    ("django", 4, ()),
    ("django", 4, ("--preload",)),
    ("django-asgi", 1, ()),
    ("bottle", 1, ()),
    ("aiohttp", 1, ()),
]


@pytest.mark.parametrize(("kind", "workers", "flags"), SERVERS)
def test_one_line_in_the_app(tmp_path: Path, kind: str, workers: int, flags: Sequence[str]) -> None:
    with serve(tmp_path, kind, workers, flags=flags) as app:
        its_own_routes_are_untouched(app)
        paths_are_exact(app)
        assert app.ask("GET", "/readyz").body == b"ok"
        there = app.workers()
        assert len(there) == workers
        assert {(w.role, w.config) for w in there} == {("web", there[0].config)}
        assert int(app.get("/pid").text) in {w.pid for w in there}
        app.stop()
        nothing_is_left(app, kind)


def its_own_routes_are_untouched(app: Served) -> None:
    assert app.get("/").text == "hello"
    assert app.post("/echo", b"x" * 100_000).body == b"x" * 100_000
    assert app.post("/echo", b"").body == b""
    failed = app.get("/fail")
    assert failed.status == 500
    assert "boom" not in failed.text
    assert app.get("/nothing").status == 404


def paths_are_exact(app: Served) -> None:
    assert [app.get(path).status for path in PROBES] == [200] * 3
    assert app.get("/livez?verbose=1").body == b"ok"
    head = app.get("/livez", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert app.get("/livez", method="POST", body=b"").status == 405
    for path in ("/livez/", "//livez", "/livez/x", "/health", "/metrics", "/admin/debug", "/Livez"):
        assert app.get(path).status in (301, 308, 404), path


#: Servers whose workers may die of a signal before their lifespan has ended: uvicorn under Django has none,
#: and hypercorn's parent terminates the other workers as soon as the first one has ended.
CUT_SHORT = ("django-asgi", "quart")


def nothing_is_left(app: Served, kind: str) -> None:
    """What a worker that died of a signal leaves behind is cleared away by whoever looks next."""
    if kind in CUT_SHORT:
        assert not census.workers(app.run)
        Path(app.socket).unlink(missing_ok=True)
    left = {name for name in os.listdir(app.run) if name.startswith(("worker", "farhand"))}
    assert not left
    assert app.process.returncode in (0, -15)


@pytest.mark.parametrize("kind", ["starlette", "litestar", "flask", "django", "aiohttp"])
def test_a_mount_needs_a_token(tmp_path: Path, kind: str) -> None:
    (read, read_entry), (probe, probe_entry) = token("read", "reader"), token("probe", "prober")
    env = {"FARHAND_TOKENS": f"{read_entry} {probe_entry}"}
    with serve(tmp_path, kind, toml=TOML + '[embed]\nmount = "/farhand"\n', env=env) as app:
        assert app.get("/farhand/health", read).status == 200
        assert app.get("/farhand/admin/debug", read).json
        assert app.get("/farhand/admin/debug").status == 401
        assert app.get("/farhand/admin/debug", "fh_wrong").status == 401
        assert app.get("/farhand/admin/debug", probe).status == 403
        asked = app.post("/farhand/admin/logging", b'{"level": "DEBUG"}', read)
        assert asked.status == 403, "to change something takes more than to read"
        assert app.get("/farhandx/health", read).status == 404
        assert app.post("/farhand/admin/logging", b"x" * 70_000, read).status == 413
        assert app.get("/").text == "hello"


def test_without_a_token_a_mount_is_not_there(tmp_path: Path) -> None:
    with serve(tmp_path, "starlette", toml=TOML + '[embed]\nmount = "/farhand"\n') as app:
        assert app.get("/farhand/health").status == 404


@pytest.mark.parametrize(("kind", "flags"), [("starlette", ("--root-path", "/billing")), ("flask", ())])
def test_behind_a_prefix_the_paths_are_those_of_the_app(
    tmp_path: Path, kind: str, flags: Sequence[str]
) -> None:
    env = {"SCRIPT_NAME": "/billing"} if kind == "flask" else {}
    with serve(tmp_path, kind, env=env, flags=flags) as app:
        assert app.get("/billing/livez" if kind == "flask" else "/livez").body == b"ok"
        assert app.get("/billing/" if kind == "flask" else "/").text == "hello"


def test_a_worker_that_dies_is_replaced_and_another_one_leads(tmp_path: Path) -> None:
    with serve(tmp_path, "flask", workers=2) as app:
        before = {w.pid for w in app.workers()}
        for pid in before:
            os.kill(pid, 9)  # a worker of this test's own server
        wait_for(lambda: len({w.pid for w in app.workers()} - before) == 2, app)
        wait_for(lambda: _answers(app), app)


def _answers(app: Served) -> bool:
    try:
        return app.ask("GET", "/livez").body == b"ok"
    except OSError:
        return False


def test_a_second_install_changes_nothing(tmp_path: Path) -> None:
    for kind in ("fastapi", "flask", "aiohttp", "litestar", "quart"):
        from tests.embed.apps.kinds import KINDS

        (tmp_path / kind).mkdir()
        source = KINDS[kind].source
        at = source.index("if __name__") if "if __name__" in source else len(source)
        source = f"{source[:at]}\nassert farhand.install(app) is app\n{source[at:]}"
        with serve(tmp_path / kind, kind, source=source) as app:
            assert app.get("/livez").body == b"ok"
            assert app.get("/").text == "hello"
