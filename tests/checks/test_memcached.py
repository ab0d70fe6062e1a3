"""What the memcached check makes of odd servers; the real faults are in the lab."""

from __future__ import annotations

import socket
import subprocess
import threading
from collections.abc import Callable
from typing import Any

import pytest

from farhand.checks import memcached
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency
from farhand.wire import memcached as wire
from tests.checks.servers import Serve


def look(port: int, timeout: float = 0.6, **settings: Any) -> Look:
    need = Dependency(
        "cache", "memcached", {"url": f"memcached://127.0.0.1:{port}", **settings}, timeout=timeout
    )
    return Look(App("a"), need, Deadline(10 * timeout), Environment({}, "test"))


def lines(heard: list[bytes], **answers: bytes) -> Callable[[socket.socket], None]:
    """A server that answers by the first word of a line; what it hears is kept."""

    def talk(client: socket.socket) -> None:
        with client.makefile("rb") as rows:
            for row in rows:
                heard.append(row.strip())
                client.sendall(answers.get(row.split()[0].decode("latin-1"), b""))

    return talk


def test_a_server_that_asks_for_no_login_is_given_none(serve: Serve) -> None:
    heard: list[bytes] = []
    port = serve(lines(heard, version=b"VERSION 1.6.18\r\n", stats=b"STAT max_connections 100\r\nEND\r\n"))
    rows = list(memcached.probe(look(port, user="app", password="s3cret")))
    assert [row.stage for row in rows] == list(memcached.STAGES)
    assert heard == [b"version", b"stats"]


@pytest.mark.parametrize(
    ("counters", "cause", "outcome"),
    [
        ({"max_connections": 100, "curr_connections": 3}, [], "pass"),
        ({"max_connections": 100, "curr_connections": 95}, ["memcached.too_many_connections"], "warn"),
        ({"max_connections": 100, "curr_connections": 3, "rejected_connections": 2},
         ["memcached.too_many_connections"], "warn"),
        ({"max_connections": 100, "curr_connections": 3, "pool_size": 30, "processes": 4},
         ["memcached.too_many_connections"], "fail"),
        ({}, [], "pass"),
    ],
)  # fmt: skip
def test_room(counters: dict[str, int], cause: list[str], outcome: str) -> None:
    verdict = memcached.judge("capacity", {"host": "h", "port": 11211, **counters})
    assert ([f.cause for f in verdict.findings], verdict.outcome) == (cause, outcome)


def test_the_binary_protocol_alone_is_not_judged(serve: Serve) -> None:
    def talk(client: socket.socket) -> None:
        if client.recv(100)[:1] == b"\x80":
            client.sendall(wire.BINARY_ANSWER + b"\0" * 22)

    rows = list(memcached.probe(look(serve(talk))))
    assert memcached.judge("hello", rows[-1].facts).outcome == "unknown"


@pytest.mark.parametrize(
    "bad",
    [b"", b"\xff" * 100, b"SSH-2.0-x\r\n", b"VERS", b"VERSION " + b"x" * 9000, b"ERROR something new\r\n",
     b"SERVER_ERROR out of memory\r\n"],
)  # fmt: skip
def test_a_look_at_an_odd_server_ends_with_a_verdict(serve: Serve, bad: bytes) -> None:
    def talk(client: socket.socket) -> None:
        client.recv(100)
        client.sendall(bad)
        threading.Event().wait(3)

    rows = list(memcached.probe(look(serve(talk))))
    assert memcached.judge(rows[-1].stage, rows[-1].facts).outcome in ("fail", "unknown")


def test_counters_without_end_are_bounded(serve: Serve) -> None:
    port = serve(lines([], version=b"VERSION 1\r\n", stats=b"STAT curr_connections 1\r\n" * 5000))
    rows = list(memcached.probe(look(port)))
    assert rows[-1].stage == "capacity"
    assert rows[-1].facts["curr_connections"] == 1


@pytest.mark.slow
def test_the_command_is_read_back_from_a_server(serve: Serve) -> None:
    heard: list[bytes] = []
    answers = {"version": b"CLIENT_ERROR unauthenticated\r\n", "quit": b"CLIENT_ERROR unauthenticated\r\n",
               "app": b"CLIENT_ERROR authentication failure\r\n"}  # fmt: skip
    told = {
        "url": f"memcached://127.0.0.1:{serve(lines(heard, **answers))}",
        "user": "app",
        "password": "s3cret",
    }
    script = memcached.command("cache", told).script
    done = subprocess.run(["sh"], input=script, env={"PATH": "/usr/bin:/bin"}, text=True, capture_output=True,
                          timeout=120, check=False)  # fmt: skip
    assert "s3cret" not in done.stdout
    assert b"set auth 0 0 10" in heard
    assert b"app s3cret" in heard
    rows = {row.stage: row for row in memcached.read(done.stdout)}
    assert [f.cause for f in memcached.judge("login", rows["login"].facts).findings] == ["memcached.auth"]
