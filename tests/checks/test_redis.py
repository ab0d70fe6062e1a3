"""What the Redis check makes of facts and odd servers; the real faults are in the lab."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from farhand.checks import redis
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency
from tests.conftest import need_tool


def look(url: str, timeout: float = 0.5, **settings: Any) -> Look:
    need = Dependency("cache", "redis", {"url": url, **settings}, timeout=timeout)
    return Look(App("a"), need, Deadline(10 * timeout), Environment({}, "test"))


def causes(stage: str, **facts: Any) -> list[str]:
    return [f.cause for f in redis.judge(stage, facts).findings]


@pytest.mark.parametrize(
    ("message", "cause"),
    [
        ("NOAUTH Authentication required.", "redis.auth"),
        ("WRONGPASS invalid username-password pair or user is disabled.", "redis.auth"),
        ("ERR invalid password", "redis.auth"),
        ("ERR max number of clients reached", "redis.too_many_clients"),
        ("LOADING Redis is loading the dataset in memory", "redis.read_only"),
        ("MASTERDOWN Link with MASTER is down", "redis.read_only"),
        ("DENIED Redis is running in protected mode", "redis.auth"),
        ("ERR DB index is out of range", "redis.unsupported"),
        ("ERR SELECT is not allowed in cluster mode", "redis.cluster"),
    ],
)
def test_an_error_is_judged_by_its_first_word(message: str, cause: str) -> None:
    code = message.split(" ")[0]
    assert causes("login", answer="error", code=code, message=message, host="h", port=6379) == [cause]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"writes": {"SET": "ok"}, "reads": {"GET": "ok"}}, []),
        ({"role": "slave", "declared_read_only": True, "reads": {"GET": "ok"}}, []),
        (
            {"role": "slave", "writes": {"SET": "READONLY You can't write against a read only replica."}},
            ["redis.read_only"],
        ),
        (
            {"writes": {"SET": "OOM command not allowed when used memory > 'maxmemory'."}},
            ["redis.out_of_memory"],
        ),
        ({"writes": {"SET": "MISCONF Redis is configured to save RDB snapshots"}}, ["redis.persistence"]),
        (
            {
                "writes": {
                    "SET": "NOPERM this user has no permissions to access one of the keys used as arguments"
                }
            },
            [],
        ),
        ({"writes": {}, "reads": {}}, []),
        ({"mode": "sentinel"}, ["tcp.wrong_service"]),
        ({"mode": "cluster", "cluster": {"cluster_state": "ok", "cluster_size": "3"}}, ["redis.cluster"]),
        (
            {
                "mode": "cluster",
                "cluster": {"cluster_state": "ok", "cluster_size": "3"},
                "declared_cluster": True,
            },
            [],
        ),
        ({"mode": "standalone", "declared_cluster": True}, ["redis.cluster"]),
    ],
)
def test_what_the_server_would_take(facts: dict[str, Any], found: list[str]) -> None:
    assert causes("role", **facts) == found


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({}, "pass"),
        ({"used_memory": 10, "maxmemory": 0, "maxmemory_policy": "noeviction"}, "pass"),
        ({"used_memory": 10, "maxmemory": 10, "maxmemory_policy": "noeviction"}, "fail"),
        ({"used_memory": 96, "maxmemory": 100, "maxmemory_policy": "noeviction"}, "warn"),
        ({"used_memory": 10, "maxmemory": 10, "maxmemory_policy": "allkeys-lru"}, "pass"),
        ({"connected_clients": 2, "maxclients": 100, "pool_size": 60, "processes": 2}, "fail"),
        ({"connected_clients": 95, "maxclients": 100}, "warn"),
        ({"connected_clients": 2, "maxclients": 2}, "pass"),
        ({"rdb_last_bgsave_status": "err"}, "warn"),
    ],
)
def test_room(facts: dict[str, Any], outcome: str) -> None:
    assert redis.judge("capacity", facts).outcome == outcome


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    need_tool("redis-server")
    path = tmp_path / "redis.sock"
    argv = ["redis-server", "--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(argv, stdout=subprocess.DEVNULL) as process:
        end = time.monotonic() + 10
        while not path.exists():
            assert time.monotonic() < end
            time.sleep(0.02)
        yield str(path)
        process.terminate()


def test_a_look_at_a_real_server_leaves_nothing_behind(server: str) -> None:
    rows = list(redis.probe(look(f"unix://{server}", timeout=10, commands=["get", "hset", "eval"])))
    assert [row.stage for row in rows] == list(redis.STAGES)
    judged = {r.stage: redis.judge(r.stage, r.facts) for r in rows if r.stage in redis.OWN[1:]}
    assert {stage for stage, verdict in judged.items() if verdict.outcome != "pass"} == set(), judged
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(server)
        client.sendall(b"DBSIZE\r\n")
        assert client.recv(64) == b":0\r\n"


@pytest.mark.parametrize("bad", [b"", b"\xff" * 100, b"SSH-2.0-x\r\n", b"*-5\r\n*99\r\n", b"+"])
def test_a_look_at_an_odd_server_ends_with_a_verdict(bad: bytes) -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        while True:
            client, _ = listener.accept()
            client.sendall(bad)
            threading.Thread(target=lambda c=client: (time.sleep(4), c.close()), daemon=True).start()

    threading.Thread(target=run, daemon=True).start()
    begun = time.monotonic()
    rows = list(redis.probe(look(f"redis://127.0.0.1:{listener.getsockname()[1]}/0")))
    assert time.monotonic() - begun < 5
    assert redis.judge(rows[-1].stage, rows[-1].facts).outcome in ("fail", "unknown")


def test_the_command_gives_no_password_to_a_program_as_an_argument() -> None:
    made = redis.command("cache", {"url": "rediss://app:s3cret@cache.example:6380/0"})
    lines = [line for line in made.script.splitlines() if "s3cret" in line]
    assert all(line.startswith(("set_url=", "fh_scheme=")) for line in lines)  # shell variables, not exported
    sh = shutil.which("sh") or "sh"
    assert subprocess.run([sh, "-n"], input=made.script.encode(), check=False).returncode == 0
    assert "cache.example:6380" in made.connects


def _shown(settings: dict[str, Any], env: dict[str, str] | None = None, shell: str = "sh") -> str:
    given = {"PATH": "/usr/bin:/bin", **(env or {})}
    done = subprocess.run([shell], input=redis.command("cache", settings).script, env=given, text=True,
                          capture_output=True, timeout=60, check=False)  # fmt: skip
    return done.stdout + done.stderr


def test_the_command_is_read_back_from_a_real_server(server: str) -> None:
    shown = _shown({"url": "${CACHE}", "commands": ["get", "nosuch"]}, {"CACHE": f"unix://{server}"})
    rows = [row for row in redis.read(shown) if "not_applicable" not in row.facts and not row.unknown]
    assert [row.stage for row in rows] == ["config", "hello", "login", "role", "version", "capacity"]
    found = [f.cause for row in rows[1:] for f in redis.judge(row.stage, row.facts).findings]
    assert found == ["redis.unsupported"]  # the server does not know NOSUCH


def test_the_command_writes_nothing(server: str) -> None:
    _shown({"url": f"unix://{server}"})
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(server)
        client.sendall(b"DBSIZE\r\n")
        assert client.recv(64) == b":0\r\n"


def test_a_password_is_not_printed_and_a_hostile_one_does_not_run(server: str, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    password = f"p$(touch {mark})'`touch {mark}`\"s3cret"
    settings = {"url": f"unix://{server}", "password": "${PASS}"}
    shown = _shown(settings, {"PASS": password})
    assert not mark.exists()
    assert "s3cret" not in shown
    found = [f.cause for row in redis.read(shown) if row.stage == "login"
             for f in redis.judge(row.stage, row.facts).findings]  # fmt: skip
    assert found == ["redis.auth"]  # the server has no password set


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("== PING\nNOAUTH Authentication required.\n", ["redis.auth"]),
        ("== PING\n(error) LOADING Redis is loading the dataset in memory\n", ["redis.read_only"]),
        ("== PING\nPONG\n== INFO\nrole:slave\nredis_version:7.0.15\n", ["redis.read_only"]),
        (
            "== PING\nPONG\n== INFO\nrole:master\nused_memory:5\nmaxmemory:5\nmaxmemory_policy:noeviction\n",
            ["redis.out_of_memory"],
        ),
    ],
)
def test_pasted_output_leads_to_the_same_cause(text: str, found: list[str]) -> None:
    rows = [row for row in redis.read(text) if not row.unknown]
    assert [f.cause for row in rows for f in redis.judge(row.stage, row.facts).findings] == found
