"""Small servers on loopback for these tests."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager


def closed() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def silent() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=512) as server:
        yield server.getsockname()[1]


@contextmanager
def full() -> Iterator[int]:
    """A port whose queue is full: connections to it are never answered."""
    with ExitStack() as stack:
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(3):
            held = stack.enter_context(socket.socket())
            held.setblocking(False)
            held.connect_ex(server.getsockname())
        yield server.getsockname()[1]


@contextmanager
def serving(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """A port where each connection is handed to `talk`, in a thread; it is closed after that."""
    with socket.create_server(("127.0.0.1", 0), backlog=512) as server:
        threading.Thread(target=_accept, args=(server, talk), daemon=True).start()
        yield server.getsockname()[1]


def _accept(server: socket.socket, talk: Callable[[socket.socket], None]) -> None:
    while True:
        try:
            peer, _ = server.accept()
        except OSError:
            return
        threading.Thread(target=_one, args=(peer, talk), daemon=True).start()


def _one(peer: socket.socket, talk: Callable[[socket.socket], None]) -> None:
    with peer:
        try:
            talk(peer)
        except OSError:
            return
