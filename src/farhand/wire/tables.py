"""What the kernel of this host tells everybody about its sockets and its connection tracking."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from farhand.recent import recent

#: Bytes read of a table.
_MOST = 4 << 20
_LISTEN = "0A"


def listen_queue(port: int) -> int | None:
    """Connections that wait to be accepted on that port of this host; None where nothing listens."""
    found = [_waiting(line, port) for line in _listeners()]
    counts = [n for n in found if n is not None]
    return max(counts) if counts else None


def listeners(port: int) -> list[str]:
    """Addresses at which somebody on this host listens on that port; none where that is not to be seen."""
    return listening(_listeners(), port)


@recent(0.1)
def _listeners() -> tuple[str, ...]:
    """The rows of those who listen; a busy host has thousands of others."""
    rows = (row for path in ("/proc/net/tcp", "/proc/net/tcp6") for row in _lines(path))
    return tuple(row for row in rows if f" {_LISTEN} " in row)


def listening(lines: Iterable[str], port: int) -> list[str]:
    """The addresses in such lines: "127.0.0.1", "0.0.0.0", "::", once each.  Pure."""
    rows = (line.split() for line in lines)
    places = (row[1].partition(":")[::2] for row in rows if len(row) > 4 and row[3] == _LISTEN)
    return list(dict.fromkeys(_address(at) for at, of in places if _number(of) == port and _address(at)))


def _address(shown: str) -> str:
    """The kernel shows an address as words of 32 bits in the machine's own order, taken as little-endian."""
    try:
        words = [bytes.fromhex(shown[i : i + 8])[::-1] for i in range(0, len(shown), 8)]
        return str(ipaddress.ip_address(b"".join(words)))
    except ValueError:
        return ""


def _number(shown: str) -> int:
    try:
        return int(shown, 16)
    except ValueError:
        return -1


def tracked() -> tuple[int, int] | None:
    """Connections in the tracking table, and how many it can hold; None where that is not to be seen."""
    try:
        count, most = _tracking()
        return int(count), int(most)
    except ValueError:
        return None


@recent(0.1)
def _tracking() -> tuple[str, ...]:
    folder = "/proc/sys/net/netfilter"
    return tuple(line for name in ("count", "max") for line in _lines(f"{folder}/nf_conntrack_{name}")[:1])


def _waiting(line: str, port: int) -> int | None:
    """`sl local_address rem_address st tx_queue:rx_queue ...`, all in hex."""
    words = line.split()
    if len(words) < 5 or words[3] != _LISTEN:
        return None
    try:
        return int(words[4].partition(":")[2], 16) if int(words[1].rpartition(":")[2], 16) == port else None
    except ValueError:
        return None


def _lines(path: str) -> list[str]:
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return file.read(_MOST).splitlines()
    except OSError:
        return []
