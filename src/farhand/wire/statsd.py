"""Numbers to a StatsD server: UDP lines, several to a packet, never answered.

Protocol: github.com/statsd/statsd, docs/metric_types.md and "Multi-Metric Packets" there: lines are divided
by newlines, and a packet must fit the smallest path (1432 bytes in an Ethernet frame).
"""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence

MOST = 1432


def send(host: str, port: int, lines: Sequence[str]) -> int:
    """Send the lines; how many packets went out. May wait for a name server. Raises OSError.

    That nobody listens is told only by a later packet to the same host, and is no error: it is UDP.
    """
    family, kind, proto, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
    with socket.socket(family, kind, proto) as sock:
        sock.setblocking(False)
        return sum(_sent(sock, packet, where) for packet in packets(lines))


def _sent(sock: socket.socket, packet: bytes, where: tuple[object, ...]) -> int:
    try:
        sock.sendto(packet, where)
    except (BlockingIOError, ConnectionRefusedError):  # the buffer is full, or nobody listens
        return 0
    return 1


def packets(lines: Sequence[str]) -> Iterator[bytes]:
    """As few packets as possible; a line that does not fit into one is left out.  Pure."""
    packet = b""
    for line in lines:
        row = line.encode("utf-8", "replace")
        if len(row) > MOST:
            continue
        if packet and len(packet) + 1 + len(row) > MOST:
            yield packet
            packet = b""
        packet = packet + b"\n" + row if packet else row
    if packet:
        yield packet
