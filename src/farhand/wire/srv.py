"""SRV and TXT records of a name (RFC 2782, RFC 1035), asked of every name server of this host.

Drivers of MongoDB find the hosts of a cluster by them: github.com/mongodb/specifications,
initial-dns-seedlist-discovery.
"""

from __future__ import annotations

import os
import socket
import struct
from dataclasses import dataclass
from typing import Any

from farhand.deadline import Deadline
from farhand.wire import dns
from farhand.wire.resolver import PORT, setup
from farhand.wire.tcp import Closed, Late, TooMuch, endpoint, open_tcp

TYPES = {"TXT": 16, "SRV": 33}
#: Seconds after which a question is sent again.
AGAIN = 1.0


@dataclass(frozen=True)
class Asked:
    """What one server said. `result`: an rcode, silent, garbled, or unreachable."""

    server: str
    result: str
    hosts: tuple[tuple[str, int], ...] = ()
    texts: tuple[str, ...] = ()

    def as_facts(self) -> dict[str, Any]:
        return {"server": self.server, "result": self.result, "hosts": len(self.hosts)}


def ask(name: str, kind: str, deadline: Deadline) -> list[Asked]:
    """One row for each name server until one gives records. Never raises."""
    rows: list[Asked] = []
    servers = setup().servers or ("127.0.0.1",)
    for left, server in zip(range(len(servers), 0, -1), servers):
        rows.append(_asked(server, name, kind, deadline.within(deadline.left() / left)))
        if rows[-1].hosts or rows[-1].texts:
            break
    return rows


def _asked(server: str, name: str, kind: str, deadline: Deadline) -> Asked:
    try:
        packet = question(name, kind)
        data = _by_udp(server, packet, deadline)
        if data and data[2] & 2:  # cut off
            data = _by_tcp(server, packet, deadline)
        return answer(server, packet, data) if data else Asked(server, "silent")
    except dns.Garbled:
        return Asked(server, "garbled")
    except (Late, Closed, TooMuch):
        return Asked(server, "silent")
    except (struct.error, IndexError):
        return Asked(server, "garbled")
    except (OSError, ValueError):
        return Asked(server, "unreachable")


def question(name: str, kind: str) -> bytes:
    """A recursive query. Raises ValueError for what can be no name."""
    head = os.urandom(2) + struct.pack("!HHHHH", 0x0100, 1, 0, 0, 0)
    return head + dns.wire_name(name) + struct.pack("!HH", TYPES[kind], 1)


def _by_udp(server: str, packet: bytes, deadline: Deadline) -> bytes:
    family, where = endpoint(server, PORT)
    with socket.socket(family, socket.SOCK_DGRAM) as sock:
        sock.connect(where)
        while not deadline.over:
            sock.settimeout(max(0.01, min(AGAIN, deadline.left())))
            sock.send(packet)
            try:
                data = sock.recv(4096)
            except (socket.timeout, TimeoutError):
                continue
            if data[:2] == packet[:2] and len(data) >= 12:
                return data
    return b""


def _by_tcp(server: str, packet: bytes, deadline: Deadline) -> bytes:
    with open_tcp(server, PORT, deadline) as conn:
        conn.send(len(packet).to_bytes(2, "big") + packet)
        return conn.read_exactly(int.from_bytes(conn.read_exactly(2), "big"))


def answer(server: str, asked: bytes, data: bytes) -> Asked:
    """The records in an answer. Raises dns.Garbled."""
    plain = dns.answer(asked, data)  # the question is ours; its code
    hosts: list[tuple[str, int]] = []
    texts: list[str] = []
    _, at = dns.name_at(data, 12)
    at += 4
    for _ in range(min(int.from_bytes(data[6:8], "big"), dns.MOST)):
        _, at = dns.name_at(data, at)
        kind, _, _, size = struct.unpack_from("!HHIH", data, at)
        at += 10
        if kind == TYPES["SRV"] and size > 6:
            port = int.from_bytes(data[at + 4 : at + 6], "big")
            hosts.append((dns.name_at(data, at + 6)[0].rstrip("."), port))
        elif kind == TYPES["TXT"]:
            texts.append(_text(data[at : at + size]))
        at += size
    return Asked(server, plain.rcode, tuple(hosts[:50]), tuple(texts[:4]))


def _text(data: bytes) -> str:
    """The parts of a TXT record, joined."""
    found, at = b"", 0
    while at < len(data):
        found += data[at + 1 : at + 1 + data[at]]
        at += 1 + data[at]
    return found.decode("utf-8", "replace")[:500]
