"""What the kernel of this host tells everybody about its sockets and its connection tracking."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

#: Bytes read of a table.
_MOST = 4 << 20
_LISTEN = "0A"


def listen_queue(port: int) -> int | None:
    """Connections that wait to be accepted on that port of this host; None where nothing listens."""
    found = [_waiting(line, port) for path in ("/proc/net/tcp", "/proc/net/tcp6") for line in _lines(path)]
    counts = [n for n in found if n is not None]
    return max(counts) if counts else None


def listeners(port: int) -> list[str]:
    """Addresses at which somebody on this host listens on that port; none where that is not to be seen."""
    return listening((row for path in ("/proc/net/tcp", "/proc/net/tcp6") for row in _lines(path)), port)


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
    folder = "/proc/sys/net/netfilter"
    numbers = [_lines(f"{folder}/nf_conntrack_{name}") for name in ("count", "max")]
    try:
        return int(numbers[0][0]), int(numbers[1][0])
    except (IndexError, ValueError):
        return None


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
