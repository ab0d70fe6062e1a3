"""A relay in front of a real server that lets so many bytes of its answer through, and then turns on us."""

from __future__ import annotations

import select
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping

#: What it does after the last byte that it lets through.
TURNS = ("fin", "rst", "mute", "drip", "flood", "garbage")


def cutting(
    target: tuple[str, int], ip: str, cuts: Mapping[int, tuple[int, str]]
) -> Callable[[Callable[[], None]], None]:
    """What a forked server runs: port -> (bytes let through, what happens then)."""

    def run(ready: Callable[[], None]) -> None:
        for port, (most, turn) in cuts.items():
            server = socket.create_server((ip, port), backlog=64)
            threading.Thread(target=_accept, args=(server, target, most, turn), daemon=True).start()
        ready()
        threading.Event().wait()

    return run


def _accept(server: socket.socket, target: tuple[str, int], most: int, turn: str) -> None:
    while True:
        client, _ = server.accept()
        threading.Thread(target=_relay, args=(client, target, most, turn), daemon=True).start()


def _relay(client: socket.socket, target: tuple[str, int], most: int, turn: str) -> None:
    try:
        with client, socket.create_connection(target) as behind:
            _pass(client, behind, most)
            _turn(client, turn)
    except OSError:
        return


def _pass(client: socket.socket, behind: socket.socket, most: int) -> None:
    left = most
    while left > 0:
        for ready in select.select([client, behind], [], [], 60)[0]:
            data = ready.recv(65536 if ready is client else left)
            if not data:
                return
            (behind if ready is client else client).sendall(data)
            left -= 0 if ready is client else len(data)


def _turn(client: socket.socket, turn: str) -> None:
    if turn == "rst":
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    elif turn == "mute":
        time.sleep(60)
    elif turn == "garbage":
        client.sendall(bytes(range(256)) * 8)
        time.sleep(60)
    while turn in ("drip", "flood"):
        client.sendall(b"A" if turn == "drip" else b"A" * 65536)
        time.sleep(1 if turn == "drip" else 0)
