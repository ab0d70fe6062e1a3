"""One question to a time server: SNTP (RFC 4330) over UDP, from a port of our own, without privileges."""

from __future__ import annotations

import os
import socket
import struct
import time
from typing import Any

from farhand.deadline import Deadline
from farhand.wire.tcp import Late

#: Seconds between 1900, where NTP counts from, and 1970.
TO_UNIX = 2208988800
#: NTP's seconds begin anew in 2036; a number without its top bit is from then on (RFC 4330, 3).
ERA = 1 << 32


class Refused(Exception):
    """An answer that is no time: a kiss-o'-death, a server that is not synchronised, or garbage."""


def ask(address: str, deadline: Deadline, port: int = 123) -> dict[str, Any]:
    """How far this host's clock is ahead of the server's: {"offset_s", "error_s", "stratum"}.

    `address` is a literal. Raises Late, Refused or OSError.
    """
    family, kind, proto, _, where = socket.getaddrinfo(
        address, port, type=socket.SOCK_DGRAM, flags=socket.AI_NUMERICHOST
    )[0]
    with socket.socket(family, kind, proto) as sock:
        sock.connect(where)  # so that "port unreachable" comes back, and nobody else's answer is taken
        mark = os.urandom(8)  # the server sends it back: our own time need not be told
        sent, begun = time.time(), time.monotonic()
        sock.send(b"\x23" + b"\0" * 39 + mark)
        answer = _receive(sock, mark, deadline)
        took = time.monotonic() - begun
    return read(answer, sent, took)


def _receive(sock: socket.socket, mark: bytes, deadline: Deadline) -> bytes:
    """The answer to our question; other packets are passed over."""
    while not deadline.over:
        sock.settimeout(max(0.001, deadline.left()))
        try:
            data = sock.recv(512)
        except (socket.timeout, TimeoutError):
            break
        if len(data) >= 48 and data[24:32] == mark:
            return data
    raise Late()


def read(data: bytes, sent: float, took: float) -> dict[str, Any]:
    """The offset in an answer to what was sent at `sent` and came back after `took` seconds.  Pure."""
    leap, mode, stratum = data[0] >> 6, data[0] & 7, data[1]
    if mode != 4 or stratum == 0 or stratum > 15 or leap == 3:
        word = data[12:16].decode("ascii", "replace").strip("\0") if stratum == 0 else ""
        raise Refused(f"the server gives no time ({word or 'it is not synchronised itself'})")
    received, left = _seconds(data[32:40]), _seconds(data[40:48])
    theirs = ((received - sent) + (left - (sent + took))) / 2
    on_the_way = max(0.0, took - max(0.0, left - received))
    return {"offset_s": round(-theirs, 3), "error_s": round(on_the_way / 2 + 0.001, 3), "stratum": stratum}


def _seconds(stamp: bytes) -> float:
    whole, part = struct.unpack("!II", stamp)
    return float(whole + (0 if whole & 0x80000000 else ERA) - TO_UNIX + part / ERA)


def addresses(name: str) -> list[str]:
    """The addresses of a server, IPv4 first, at most two. May block: call it patiently. Raises OSError."""
    rows = socket.getaddrinfo(name, 123, type=socket.SOCK_DGRAM)
    rows.sort(key=lambda row: row[0] != socket.AF_INET)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))[:2]
