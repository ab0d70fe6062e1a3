"""The Date of a web server on loopback, plain and odd."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate

import pytest

from farhand.deadline import Deadline
from farhand.wire import peers
from farhand.wire.tcp import Closed, Late, TooMuch


@contextmanager
def server(answer: bytes, hold: bool = False) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            try:
                peer, _ = listener.accept()
                peer.recv(4096)
                peer.sendall(answer)
                if hold:
                    time.sleep(2)
                peer.close()
            except OSError:
                return

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


def head(seconds: float, more: str = "") -> bytes:
    return f"HTTP/1.1 200 OK\r\nDate: {formatdate(time.time() + seconds, usegmt=True)}\r\n{more}\r\n".encode()


def test_the_offset_is_ours_against_theirs() -> None:
    with server(head(600)) as url:
        seen = peers.ask(url, Deadline(2))
    assert abs(seen["offset_s"] + 600) < 1.5


def test_what_a_cache_has_kept_is_older_by_its_age() -> None:
    with server(head(-3600, "Age: 3600\r\n")) as url:
        assert abs(peers.ask(url, Deadline(2))["offset_s"]) < 1.5


@pytest.mark.parametrize("answer", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nDate: soon\r\n\r\n"])
def test_no_date_is_no_peer(answer: bytes) -> None:
    with server(answer) as url, pytest.raises((ValueError, TypeError)):
        peers.ask(url, Deadline(2))


def test_a_server_may_answer_anything() -> None:
    with server(b"x" * 100000) as url, pytest.raises((TooMuch, Closed, OSError)):
        peers.ask(url, Deadline(2))
    with server(b"HTTP/1.1 200", hold=True) as url, pytest.raises(Late):
        peers.ask(url, Deadline(0.2))
