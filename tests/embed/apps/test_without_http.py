"""Processes without HTTP: Celery's workers, a script, a serverless handler."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.embed import servers
from tests.embed.apps.harness import ROOT, Served, serve, wait_for

SEND = "import site_app; print(site_app.hello.delay().get(timeout=30)); site_app.fail.delay()"


@pytest.mark.parametrize(
    ("flags", "processes"), [(("-P", "prefork"), 3), (("-P", "solo"), 1), (("-P", "threads"), 1)]
)
def test_celery_s_workers_sign_in(tmp_path: Path, flags: Sequence[str], processes: int) -> None:
    with servers.redis_server() as port:
        env = {"BROKER": f"redis://:planted-redis-secret@127.0.0.1:{port}/0"}
        with serve(tmp_path, "celery", workers=2, env=env, flags=flags, expect=processes) as app:
            assert {w.role for w in app.workers()} == {"celery"}
            assert len(app.workers()) == processes
            assert app.ask("GET", "/readyz").body == b"ok"
            sent = _python(tmp_path, SEND, {**env, "FARHAND_RUN": str(app.run.parent)})
            assert sent.stdout.strip() == "hello", sent.stderr
            wait_for(lambda: "boom" in app.log, app)
            assert len(app.workers()) == processes, "who only sends tasks is no worker"
            app.stop()
            _all_gone(app)


def _all_gone(app: Served) -> None:
    """The pool's children end without a word (os._exit): the next who looks puts their files away."""
    from farhand.control import census

    assert not census.workers(app.run)
    left = {name for name in os.listdir(app.run) if name.startswith("worker-")}
    assert not left


def _python(folder: Path, code: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(ROOT / "src"), str(folder)])
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, **env},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_script_answers_on_its_socket(tmp_path: Path) -> None:
    with serve(tmp_path, "script") as app:
        assert app.ask("GET", "/livez").body == b"ok"
        assert [w.role for w in app.workers()] == ["site_app"]
        app.stop()
        _all_gone(app)


def test_a_script_that_forks_goes_on_and_its_child_signs_in(tmp_path: Path) -> None:
    source = "import os, time, farhand\nfarhand.install()\ntime.sleep(1)\nos.fork()\ntime.sleep(60)\n"
    with serve(tmp_path, "script", source=source, expect=2) as app:
        assert app.ask("GET", "/livez").body == b"ok"
        assert len({w.socket for w in app.workers()}) == 2
        for worker in app.workers():
            os.kill(worker.pid, 15)  # both are this test's own


HANDLER = """
import sys, threading
import farhand

@farhand.install
def handler(event, context):
    "Bills."
    return {"statusCode": 200, "got": event, "by": context}

@farhand.install
def fails(event, context):
    raise ValueError("boom")

@farhand.install
def one(request):
    return request * 2
"""
CALLS = """
import json
from site_app import *
assert handler({"a": 1}, "ctx") == {"statusCode": 200, "got": {"a": 1}, "by": "ctx"}
assert handler({"farhand": "health", "body": "from outside"}, None)["got"]["farhand"] == "health"
assert (handler.__name__, handler.__doc__) == ("handler", "Bills.")
assert one(21) == 42
try:
    fails({}, None)
except ValueError as error:
    assert str(error) == "boom"
else:
    raise AssertionError
report = handler({"farhand": "self-test"}, None)
assert report["schema"] == "farhand.report/1", report
health = handler({"farhand": "health"}, None)
assert health["checks"]["data:responseTime"][0]["status"] == "pass", health
json.dumps([report, health])
assert "404" in str(handler({"farhand": "nonsense"}, None))
print([t.name for t in threading.enumerate() if t.name == "farhand"])
"""


def test_a_serverless_handler_runs_on_call(tmp_path: Path) -> None:
    (tmp_path / "site_app.py").write_text(HANDLER)
    (tmp_path / "farhand.toml").write_text(
        '[app]\nname = "app"\n[dependencies.data]\nkind = "directory"\npath = "/tmp"\n'
    )
    done = _python(tmp_path, CALLS, {"FARHAND_RUN": str(tmp_path / "run")})
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]", "no thread of Farhand's goes on"


def test_where_the_runtime_is_serverless_install_starts_no_thread(tmp_path: Path) -> None:
    code = (
        "import threading, time, farhand; farhand.install(); time.sleep(0.6); print(threading.active_count())"
    )
    env = {"AWS_LAMBDA_FUNCTION_NAME": "bill", "FARHAND_RUN": str(tmp_path / "run")}
    assert _python(tmp_path, code, env).stdout.strip() == "1"
