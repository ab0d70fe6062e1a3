"""RESP against a real Redis where there is one, and against servers that mean ill."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from farhand.deadline import Deadline
from farhand.wire import resp
from farhand.wire.resp import Error, NotRedis
from farhand.wire.tcp import Closed, Conn, Late, TooMuch, open_unix
from tests.conftest import need_tool


def both(data: bytes, close: bool = False) -> tuple[Conn, socket.socket]:
    """A connection on which `data` has come already."""
    ours, theirs = socket.socketpair()
    theirs.sendall(data)
    if close:
        theirs.shutdown(socket.SHUT_WR)
    return Conn(ours, Deadline(0.3)), theirs


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"+PONG\r\n", "PONG"),
        (b":42\r\n", 42),
        (b"$5\r\nhello\r\n", "hello"),
        (b"$-1\r\n", None),
        (b"_\r\n", None),
        (b"*2\r\n$1\r\na\r\n:1\r\n", ["a", 1]),
        (b"%1\r\n+k\r\n+v\r\n", ["k", "v"]),
        (b"*-1\r\n", None),
    ],
)
def test_replies_are_read(data: bytes, value: object) -> None:
    conn, _theirs = both(data)
    assert resp.receive(conn) == value


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"-NOAUTH Authentication required.\r\n", "NOAUTH"),
        (b"-ERR max number of clients reached\r\n", "ERR"),
        (b"-something odd\r\n", "ERR"),
    ],
)
def test_errors_are_replies_with_a_code(line: bytes, code: str) -> None:
    conn, _theirs = both(line)
    reply = resp.receive(conn)
    assert isinstance(reply, Error)
    assert reply.code == code


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n", NotRedis),
        (b"SSH-2.0-x\r\n", NotRedis),
        (b"*x\r\n", NotRedis),
        (b"", Late),
        (b"+" + b"x" * 70000, (TooMuch, NotRedis)),
        (b"$999999999\r\n", TooMuch),
        (b"*999999999\r\n", TooMuch),
        (b"*1\r\n" * 50, TooMuch),
        (b"$5\r\nhe", Late),
    ],
)
def test_nothing_that_is_sent_does_harm(data: bytes, error: type[Exception]) -> None:
    conn, _theirs = both(data)
    begun = time.monotonic()
    with pytest.raises(error):
        resp.receive(conn)
    assert time.monotonic() - begun < 0.6


def test_an_early_end_is_told_apart() -> None:
    conn, _theirs = both(b"", close=True)
    with pytest.raises(Closed):
        resp.receive(conn)


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


def test_a_real_redis_understands_us_and_a_discarded_write_is_none(server: str) -> None:
    with open_unix(server, Deadline(3.0)) as conn:
        assert resp.call(conn, "PING") == "PONG"
        assert resp.call(conn, "MULTI") == "OK"
        assert resp.call(conn, "SET", "farhand:check", "1") == "QUEUED"
        assert resp.call(conn, "DISCARD") == "OK"
        assert resp.call(conn, "EXISTS", "farhand:check") == 0
        assert "redis_version" in resp.call(conn, "INFO", "server")
