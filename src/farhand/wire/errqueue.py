"""What Linux tells about a packet's fate to a socket that asks: ICMP messages, and hops passed.

All of it works without privileges. With IP_RECVERR the kernel ends a connection attempt as soon as an
ICMP error for it comes in, and the error queue holds type, code and the address of the box that sent
it: "forbidden, says 10.0.0.1" where every client would only show a timeout. IP_MINTTL (RFC 5082) makes
the kernel ignore packets that have passed too many routers, which tells how far away an answer was
made. Where a system offers none of this, nothing is reported and nothing fails.
"""

from __future__ import annotations

import errno
import socket
import struct
from dataclasses import dataclass
from typing import Any

_RECVERR, _RECVERR6 = 11, 25
_MINTTL, _MINHOPS6 = 21, 73
_ERRQUEUE = 0x2000
#: Type and code of an ICMP message that the system did not show.
UNTOLD = -1
_ORIGIN_ICMP, _ORIGIN_ICMP6 = 2, 3

#: ICMP codes of "destination unreachable" by which a box says that a rule forbids the packet.
_FORBIDDEN4, _FORBIDDEN6 = (9, 10, 13), (1, 5)


@dataclass(frozen=True)
class Icmp:
    """One ICMP error: `kind` is a stable word, `box` the address that sent it."""

    kind: str  # forbidden, net, host, port, hops (time exceeded), other
    type: int
    code: int
    box: str

    def as_facts(self) -> dict[str, Any]:
        return {"kind": self.kind, "type": self.type, "code": self.code, "box": self.box}


@dataclass(frozen=True)
class TcpInfo:
    """From TCP_INFO: `sent_again` retransmissions were due, `left` of them got out of this host."""

    sent_again: int
    left: int
    rtt_ms: float


def by_errno(number: int) -> Icmp | None:
    """What an ICMP error must have been, on systems that tell its errno only."""
    kind = {errno.EHOSTUNREACH: "host", errno.ENETUNREACH: "net", errno.EACCES: "forbidden"}.get(number)
    return Icmp(kind, UNTOLD, UNTOLD, "a box on the way") if kind else None


def listen(sock: socket.socket) -> None:
    """Ask for ICMP errors on this socket."""
    if sock.family == socket.AF_INET6:
        _set(sock, socket.IPPROTO_IPV6, _RECVERR6, 1)
    else:
        _set(sock, socket.IPPROTO_IP, _RECVERR, 1)


def limit_hops(sock: socket.socket, hops: int) -> bool:
    """Let packets die at the `hops`-th router."""
    if sock.family == socket.AF_INET6:
        return _set(sock, socket.IPPROTO_IPV6, socket.IPV6_UNICAST_HOPS, hops)
    return _set(sock, socket.IPPROTO_IP, socket.IP_TTL, hops)


def ignore_below(sock: socket.socket, ttl: int) -> bool:
    """Ignore what arrives with fewer hops left than `ttl`."""
    if sock.family == socket.AF_INET6:
        return _set(sock, socket.IPPROTO_IPV6, _MINHOPS6, ttl)
    return _set(sock, socket.IPPROTO_IP, _MINTTL, ttl)


def take(sock: socket.socket) -> Icmp | None:
    """The oldest ICMP error that has come in for this socket, if any."""
    if not hasattr(sock, "recvmsg"):
        return None
    try:
        ancillary = sock.recvmsg(512, 512, _ERRQUEUE | socket.MSG_DONTWAIT)[1]
    except (OSError, ValueError):
        return None
    for level, kind, data in ancillary:
        found = _icmp(data) if _is_error(level, kind) else None
        if found:
            return found
    return None


def tcp_info(sock: socket.socket) -> TcpInfo | None:
    """Retransmissions and round trip of a TCP socket, also while it is connecting; None where unknown."""
    try:
        raw = sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104)
        numbers = struct.unpack_from("=24I", raw, 8)
    except (OSError, AttributeError, struct.error):
        return None
    # Not the count of timeouts: while a neighbour is asked for, a packet waits and is not sent again.
    return TcpInfo(numbers[23], numbers[7], numbers[15] / 1000)


def _is_error(level: int, kind: int) -> bool:
    return (level, kind) in ((socket.IPPROTO_IP, _RECVERR), (socket.IPPROTO_IPV6, _RECVERR6))


def _icmp(data: bytes) -> Icmp | None:
    """struct sock_extended_err, then the sockaddr of the sender."""
    if len(data) < 24:
        return None
    origin, kind, code = struct.unpack_from("=4xBBB", data)
    if origin == _ORIGIN_ICMP:
        return Icmp(_word4(kind, code), kind, code, socket.inet_ntop(socket.AF_INET, data[20:24]))
    if origin == _ORIGIN_ICMP6 and len(data) >= 40:
        return Icmp(_word6(kind, code), kind, code, socket.inet_ntop(socket.AF_INET6, data[24:40]))
    return None


def word_of(address: str, kind: int, code: int) -> str:
    """The stable word for an ICMP message about that address."""
    return _word6(kind, code) if ":" in address else _word4(kind, code)


def _word4(kind: int, code: int) -> str:
    if kind == 11:
        return "hops"
    if kind != 3:
        return "other"
    if code in _FORBIDDEN4:
        return "forbidden"
    words = {0: "net", 6: "net", 11: "net", 1: "host", 7: "host", 12: "host", 2: "port", 3: "port"}
    return words.get(code, "other")


def _word6(kind: int, code: int) -> str:
    if kind == 3:
        return "hops"
    if kind != 1:
        return "other"
    if code in _FORBIDDEN6:
        return "forbidden"
    return {0: "net", 6: "net", 2: "net", 3: "host", 4: "port"}.get(code, "other")


def _set(sock: socket.socket, level: int, option: int, value: int) -> bool:
    try:
        sock.setsockopt(level, option, value)
    except OSError:
        return False
    return True


def name_of(number: int) -> str:
    """`ECONNREFUSED` for 111; the number where it has no name."""
    return errno.errorcode.get(number, str(number)) if number else ""
