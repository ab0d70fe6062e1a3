"""Queues of listening sockets, asked of the kernel: how many connections wait, and how many may.

/proc/net/tcp tells only the first number. NETLINK_SOCK_DIAG tells both, as `ss -ltn` shows them; it is open
to every user, and is about the network namespace that the asking process is in.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Generator, Iterator

_SOCK_DIAG, _BY_FAMILY, _DUMP, _DONE, _ERROR = 4, 20, 0x301, 3, 2
_LISTEN = 1 << 10
_HEAD = struct.Struct("=IHHII")
_ASK = struct.Struct("=BBBBI48s")
#: Family, state, timer, retransmits; then ports in network order, and after the rest of the id the queues.
_ROW = struct.Struct("=BBBB2s2s44sIIIII")


def queues(port: int) -> tuple[int, int] | None:
    """Connections that wait at that port, and how many may: of the fullest listener. None: not known."""
    if not hasattr(socket, "AF_NETLINK"):
        return None
    try:
        rows = [row for family in (socket.AF_INET, socket.AF_INET6) for row in _rows(family, port)]
    except (OSError, struct.error):
        return None
    return max(rows, default=None, key=lambda row: row[0] - row[1])


def _rows(family: int, port: int) -> Iterator[tuple[int, int]]:
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _SOCK_DIAG) as sock:
        sock.settimeout(1.0)
        asked = _ASK.pack(family, socket.IPPROTO_TCP, 0, 0, _LISTEN, b"")
        sock.send(_HEAD.pack(_HEAD.size + len(asked), _BY_FAMILY, _DUMP, 1, 0) + asked)
        for _ in range(100):
            if not (yield from _parsed(sock.recv(1 << 18), port)):
                return


def _parsed(data: bytes, port: int) -> Generator[tuple[int, int], None, bool]:
    """The rows of one datagram; returns whether more are to come."""
    while len(data) >= _HEAD.size:
        size, kind, *_ = _HEAD.unpack_from(data)
        if kind in (_DONE, _ERROR) or size < _HEAD.size:
            return False
        row = _ROW.unpack_from(data, _HEAD.size)
        if int.from_bytes(row[4], "big") == port:
            yield row[8], row[9]
        data = data[(size + 3) & ~3 :]
    return True
