"""What the kernel of this host tells everybody about its sockets and its connection tracking."""

from __future__ import annotations

#: Bytes read of a table.
_MOST = 4 << 20
_LISTEN = "0A"


def listen_queue(port: int) -> int | None:
    """Connections that wait to be accepted on that port of this host; None where nothing listens."""
    found = [_waiting(line, port) for path in ("/proc/net/tcp", "/proc/net/tcp6") for line in _lines(path)]
    counts = [n for n in found if n is not None]
    return max(counts) if counts else None


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
