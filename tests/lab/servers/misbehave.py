"""Servers that accept a connection and then do something that no protocol foresees."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable
from typing import Union

from tests.lab.servers.listen import Handler, Tls, listen, reset, serve, with_tls

Behaviour = Union[str, bytes, Handler]


def tcp(ip: str, port: int, behaviour: Behaviour, tls: Tls = None) -> Callable[[Callable[[], None]], None]:
    """What a forked server runs; see `BEHAVIOURS` for the words."""

    def run(ready: Callable[[], None]) -> None:
        server = listen(ip, port)
        ready()
        serve(server, with_tls(handler(behaviour), tls))

    return run


def full_backlog(ip: str, port: int) -> Callable[[Callable[[], None]], None]:
    """A listener that never accepts and whose queue is full: a further SYN gets no answer."""

    def run(ready: Callable[[], None]) -> None:
        server = listen(ip, port, backlog=0)
        held = [socket.socket(server.family) for _ in range(4)]
        for client in held:
            client.setblocking(False)
            client.connect_ex((ip, port))
        time.sleep(0.05)
        ready()
        threading.Event().wait()

    return run


def handler(behaviour: Behaviour) -> Handler:
    if isinstance(behaviour, bytes):
        return lambda connection: _banner(connection, behaviour)
    return BEHAVIOURS[behaviour] if isinstance(behaviour, str) else behaviour


def _banner(connection: socket.socket, banner: bytes) -> None:
    connection.sendall(banner)
    _swallow(connection)


def _swallow(connection: socket.socket) -> None:
    while connection.recv(65536):
        pass


def _mute(connection: socket.socket) -> None:
    time.sleep(300)


def _fin(connection: socket.socket) -> None:
    connection.shutdown(socket.SHUT_WR)
    time.sleep(0.2)


def _rst_after_data(connection: socket.socket) -> None:
    connection.recv(65536)
    reset(connection)


def _fin_after_data(connection: socket.socket) -> None:
    connection.recv(65536)


def _garbage(connection: socket.socket) -> None:
    """Noise at once, and again in answer to everything."""
    connection.sendall(b"\x00\xff\x13\x37" + os.urandom(200) + b"\r\n\r\n")
    while connection.recv(65536):
        connection.sendall(os.urandom(200))


def _flood(connection: socket.socket) -> None:
    """Megabytes without a line's end, for as long as anybody takes them."""
    block = b"A" * 65536
    while True:
        connection.sendall(block)


def _drip(connection: socket.socket) -> None:
    """One byte a second: every single read succeeds, the whole never ends."""
    while True:
        connection.sendall(b"A")
        time.sleep(1)


#: Each word that `lab.tcp` understands.
BEHAVIOURS: dict[str, Handler] = {
    "open": _swallow,
    "mute": _mute,
    "rst": reset,
    "fin": _fin,
    "rst-after-data": _rst_after_data,
    "fin-after-data": _fin_after_data,
    "garbage": _garbage,
    "flood": _flood,
    "drip": _drip,
}
