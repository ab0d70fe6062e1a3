"""The bounded connection, against servers that behave badly on purpose."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from farhand.deadline import Deadline
from farhand.wire import tcp


@contextmanager
def serving(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server on loopback that gives its one client to `talk`."""
    listener = socket.create_server(("127.0.0.1", 0))

    def work() -> None:
        try:
            with listener.accept()[0] as peer:
                talk(peer)
        except OSError:
            pass

    threading.Thread(target=work, daemon=True).start()
    with listener:
        yield listener.getsockname()[1]


@contextmanager
def connected(
    talk: Callable[[socket.socket], None], seconds: float = 3.0, allowance: int = 1 << 20
) -> Iterator[tcp.Conn]:
    deadline = Deadline(seconds)
    with serving(talk) as port, tcp.open_tcp("127.0.0.1", port, deadline, allowance=allowance) as conn:
        yield conn


def drip(peer: socket.socket) -> None:
    for _ in range(100):
        peer.sendall(b"x")
        time.sleep(0.05)


def flood(peer: socket.socket) -> None:
    while True:
        peer.sendall(b"x" * 65536)


def test_reads_what_is_asked_for_and_keeps_the_rest() -> None:
    with connected(lambda peer: peer.sendall(b"one\ntwo\nthree")) as conn:
        assert conn.read_until(b"\n") == b"one\n"
        assert conn.read_exactly(2) == b"tw"
        assert conn.read_to_end() == b"o\nthree"
        assert conn.read_some() == b""


def test_a_byte_now_and_then_does_not_move_the_deadline() -> None:
    with connected(drip, 0.3) as conn:
        begun = time.monotonic()
        with pytest.raises(tcp.Late) as caught:
            conn.read_until(b"\n")
        assert time.monotonic() - begun < 0.6
        assert 1 <= len(caught.value.got) <= 10


def test_a_flood_is_cut() -> None:
    with connected(flood) as conn, pytest.raises(tcp.TooMuch):
        conn.read_until(b"\n", limit=1000)
    with connected(flood, allowance=5000) as conn, pytest.raises(tcp.TooMuch):
        conn.read_exactly(10_000)


def test_an_early_end_says_what_came() -> None:
    with connected(lambda peer: peer.sendall(b"half")) as conn, pytest.raises(tcp.Closed) as caught:
        conn.read_exactly(8)
    assert caught.value.got == b"half"


def test_sending_to_one_who_does_not_read_ends_in_time() -> None:
    with connected(lambda peer: time.sleep(3), 0.4) as conn, pytest.raises(tcp.Late):
        conn.send(b"x" * 50_000_000)


def test_a_refused_connection_is_an_oserror_with_its_number() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(ConnectionRefusedError):
        tcp.open_tcp("127.0.0.1", port, Deadline(1))


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(OSError):
        tcp.open_tcp("localhost", 80, Deadline(1))
