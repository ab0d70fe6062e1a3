"""Servers of the tests that say what a real one would not."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from tests.checks.servers import Serve


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a server of one function per connection; gives its port."""
    listeners: list[socket.socket] = []

    def start(talk: Callable[[socket.socket], None]) -> int:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        threading.Thread(target=_accept, args=(listener, talk), daemon=True).start()
        return int(listener.getsockname()[1])

    yield start
    for listener in listeners:
        listener.close()


@pytest.fixture
def says(serve: Serve) -> list[bytes]:
    """A server that says the first of these to everybody and keeps quiet; the second is its port."""
    said: list[bytes] = [b""]

    def talk(client: socket.socket) -> None:
        client.sendall(said[0])
        time.sleep(4)

    said.append(str(serve(talk)).encode())
    return said


def _accept(listener: socket.socket, talk: Callable[[socket.socket], None]) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_quietly, args=(talk, client), daemon=True).start()


def _quietly(talk: Callable[[socket.socket], None], client: socket.socket) -> None:
    try:
        with client:
            talk(client)
    except OSError:
        pass
