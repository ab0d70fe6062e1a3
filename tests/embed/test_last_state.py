"""What an app leaves behind when it ends, and that the command line reads it when the app is dead."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from farhand.control import folder, last_state
from farhand.control.last_state import LastState
from tests.embed import failing
from tests.embed.failing import PASSWORD, Database, script, toml, wait_for
from tests.embed.servers import free_port

WAITS = """
import sys, farhand
farhand.install()
print("0", flush=True)
for line in sys.stdin:
    pass
"""


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with failing.database() as made:
        yield made


def notes(app: failing.Script) -> list[str]:
    done = app.farhand("self-test", "--here", "--json")
    found: list[str] = json.loads(done.stdout)["notes"]
    return [n for n in found if "worker" in n]


def test_kill_9_leaves_the_last_sign_of_life(tmp_path: Path) -> None:
    with script(tmp_path, WAITS, toml(), {}) as app:
        wait_for(lambda: (app.run / f"last-state-{app.process.pid}.json").exists(), lambda: app.errors)
        assert notes(app) == [], "it lives"
        app.process.send_signal(signal.SIGKILL)
        app.process.wait()
        told = notes(app)
        assert len(told) == 1
        assert f"worker {app.process.pid}" in told[0]
        assert "said nothing of an end: it was killed (kill -9, out of memory)" in told[0]


def test_an_uncaught_exception_ends_a_script(tmp_path: Path, database: Database) -> None:
    """Within its first moments: the evidence is taken all the same."""
    pytest.importorskip("psycopg")
    source = """
import os, farhand, psycopg
farhand.install()
def load():
    psycopg.connect(os.environ["DATABASE_URL"].replace("77x1", "wrong77"))
load()
"""
    env = {"DATABASE_URL": database.url.replace(PASSWORD, f"{PASSWORD}wrong")}
    with script(tmp_path, source, toml(failing.postgres_table()), env) as app:
        assert app.process.wait(failing.PATIENCE) == 1
        assert "psycopg.OperationalError" in app.errors, "Python's own message is still printed"
        told = notes(app)
        assert "uncaught OperationalError at " in told[0]
        assert "site_app.py:5:load" in told[0]
        assert "cause postgres.auth" in told[1]
        assert PASSWORD not in app.written()
        path = next(app.run.glob("last-state-*.json"))
        found = json.loads(app.farhand("diagnose", "--json", str(path)).stdout)
        assert found["causes"][0]["id"] == "postgres.auth"
        assert found["causes"][0]["subject"] == "database"


def test_a_script_that_comes_to_its_end(tmp_path: Path) -> None:
    with script(tmp_path, WAITS, toml(), {}) as app:
        assert app.end() == 0
        (told,) = notes(app)
        assert "by itself, with nothing uncaught" in told


def test_a_hook_of_the_apps_own_is_still_called(tmp_path: Path) -> None:
    source = """
import sys
sys.excepthook = lambda kind, error, trace: print("mine", error, file=sys.stderr)
import farhand
farhand.install()
raise ValueError("boom")
"""
    with script(tmp_path, source, toml(), {}) as app:
        app.process.wait(failing.PATIENCE)
        assert app.errors == "mine boom\n"


def test_a_bare_sigterm_is_told_like_a_kill(tmp_path: Path) -> None:
    with script(tmp_path, WAITS, toml(), {}) as app:
        wait_for(lambda: (app.run / f"last-state-{app.process.pid}.json").exists())
        app.process.terminate()
        app.process.wait()
        assert last_state.every(app.run)[0].how == last_state.KILLED


HEAD: dict[str, Any] = {"schema": last_state.SCHEMA, "pid": 4711, "at": "2026-11-20T14:03:10Z"}


def test_hostile_documents_cost_nothing(tmp_path: Path) -> None:
    odd: list[Any] = [None, [], {}, "x" * 10_000, 1e999, -1, True, [[[[]]]], {"pid": {}}, "\x1b[31m"]
    for value in odd:
        for key in ("role", "at", "how", "error", "failures", "states", "uptime_s", "cgroup", "files"):
            state = last_state.parsed({**HEAD, key: value})
            assert state is not None
            assert len(last_state.says(state)) < 2000
            assert last_state.causes_of(state) == []
    assert last_state.parsed({"schema": "other", "pid": 1}) is None
    assert last_state.parsed({**HEAD, "pid": "1"}) is None
    (tmp_path / "last-state-1.json").symlink_to("/etc/passwd")
    (tmp_path / "last-state-2.json").write_text("{" * 100_000)
    assert last_state.every(tmp_path) == []


def test_the_newest_and_the_worst_are_kept(tmp_path: Path) -> None:
    for n in range(12):
        how = last_state.UNCAUGHT if n < 3 else last_state.EXIT
        folder.write(
            tmp_path / f"last-state-{n + 1}.json",
            {**HEAD, "pid": n + 1, "how": how, "at": f"2026-11-20T14:03:{n:02}Z"},
        )
    last_state.prune(tmp_path)
    assert sorted(s.pid for s in last_state.every(tmp_path)) == [1, 2, 3, 8, 9, 10, 11, 12]


def test_a_number_that_is_used_again(tmp_path: Path) -> None:
    """In a container every app is number 1: the one before is not written over."""
    for ticks in (100, 100, 200, 300):
        last_state.write(
            tmp_path, {**HEAD, "ticks": ticks, "boot": "", "space": "", "error": {"text": str(ticks)}}
        )
    found = last_state.every(tmp_path)
    assert sorted(s.error["text"] for s in found) == ["100", "200", "300"]
    assert {s.how for s in found} == {last_state.REBOOT}


def test_the_kernel_has_killed_for_memory() -> None:
    state = LastState(1, how=last_state.KILLED, cgroup={"folder": "/sys/fs/cgroup/a", "oom_kills": 0})
    assert last_state.killed_for_memory(state, {"folder": "/sys/fs/cgroup/a", "oom_kills": 1})
    assert not last_state.killed_for_memory(state, {"folder": "/sys/fs/cgroup/b", "oom_kills": 1})
    assert not last_state.killed_for_memory(state, {"folder": "/sys/fs/cgroup/a", "oom_kills": 0})
    assert "killed in its group for memory" in last_state.says(state, oom=True)


def test_a_thread_that_fails_is_seen(tmp_path: Path) -> None:
    port = free_port()
    source = f"""
import socket, sys, threading, farhand
farhand.install()
def work():
    with farhand.watch("printer"):
        socket.create_connection(("127.0.0.1", {port}), 5)
threading.Thread(target=work).start()
for line in sys.stdin:
    pass
"""
    declared = f'[dependencies.printer]\nkind = "tcp"\nhost = "127.0.0.1"\nport = {port}\n'
    with script(tmp_path, source, toml(declared), {}) as app:
        assert app.captured()[0]["cause"] == "tcp.refused"
        assert "Traceback" in app.errors
