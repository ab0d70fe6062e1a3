"""Processes as /proc shows them: who listens, who belongs together, what they use.  I/O, reading only."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from farhand.hostfacts import read

_LISTEN, _ESTABLISHED, _SYN_SENT = "0A", "01", "02"
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
#: Programs that stand in front of an app and hand its requests on.
FRONTS = ("nginx", "haproxy", "apache2", "httpd", "caddy", "traefik", "envoy", "lighttpd", "varnishd")


@dataclass(frozen=True)
class Stat:
    """A line of /proc/PID/stat."""

    pid: int
    state: str
    parent: int
    session: int
    cpu: float  # seconds, of its own threads
    threads: int


@dataclass(frozen=True)
class Socket:
    """A row of /proc/net/tcp."""

    state: str
    port: int  # of this side
    peer: int  # port of the other side
    inode: str


def every() -> list[int]:
    try:
        return [int(name) for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return []


def stat(pid: int) -> Stat | None:
    """None where it has ended. The name of a program may hold blanks and brackets."""
    words = (read.text(f"/proc/{pid}/stat", 4096) or "").rpartition(")")[2].split()
    try:
        cpu = (int(words[11]) + int(words[12])) / _TICKS
        return Stat(pid, words[0], int(words[1]), int(words[3]), cpu, int(words[17]))
    except (IndexError, ValueError):
        return None


def alive(pid: int) -> bool:
    found = stat(pid)
    return found is not None and found.state not in "ZX"


def sockets(pid: int | str = "self") -> Iterator[Socket]:
    """TCP sockets of the network that this process sees."""
    for table in ("tcp", "tcp6"):
        for line in (read.text(f"/proc/{pid}/net/{table}", 8 << 20) or "").splitlines()[1:]:
            words = line.split()
            if len(words) > 9:
                ports = [int(words[i].rpartition(":")[2], 16) for i in (1, 2)]
                yield Socket(words[3], ports[0], ports[1], words[9])


def inodes(pid: int) -> frozenset[str]:
    """Sockets that this process holds open; empty where this user may not see them."""
    found = set()
    try:
        for name in os.listdir(f"/proc/{pid}/fd"):
            where = link(f"/proc/{pid}/fd/{name}")
            if where.startswith("socket:["):
                found.add(where[8:-1])
    except OSError:
        pass
    return frozenset(found)


def link(path: str) -> str:
    try:
        return os.readlink(path)
    except OSError:
        return ""


def listening_at(port: int, near: int | str = "self") -> list[int]:
    """The processes that listen at a port, in the network that `near` sees."""
    wanted = {s.inode for s in sockets(near) if s.state == _LISTEN and s.port == port}
    return [pid for pid in every() if wanted & inodes(pid)] if wanted else []


def ports_of(pids: Collection[int]) -> list[int]:
    """Ports at which one of these processes listens."""
    held = {inode for pid in pids for inode in inodes(pid)}
    near = next(iter(pids), 0)
    rows = sockets(near) if near else ()
    return sorted({s.port for s in rows if s.state == _LISTEN and s.inode in held})


def connections(pids: Collection[int], ports: Collection[int]) -> dict[int, int]:
    """Established connections of these processes, by the port of the other side."""
    held = {inode for pid in pids for inode in inodes(pid)}
    near = next(iter(pids), 0)
    rows = sockets(near) if near else ()
    found = Counter(s.peer for s in rows if s.state == _ESTABLISHED and s.inode in held)
    return {port: found.get(port, 0) for port in ports}


def unanswered(pids: Collection[int]) -> dict[int, int]:
    """Connections that these processes try to open and nobody answers, by the port of the other side."""
    held = {inode for pid in pids for inode in inodes(pid)}
    near = next(iter(pids), 0)
    rows = sockets(near) if near else ()
    return dict(Counter(s.peer for s in rows if s.state == _SYN_SENT and s.inode in held))


def behind(pids: Collection[int], others: Collection[int] = ()) -> list[int]:
    """Processes of this host that a web server in front hands requests on to, at this moment.

    Both ends of such a connection stand in one table. `others`: ports of dependencies, no part of it.
    """
    fronts = [pid for pid in family(pids) if (read.text(f"/proc/{pid}/comm", 64) or "").strip() in FRONTS]
    held = {inode for pid in fronts for inode in inodes(pid)}
    rows = [s for s in sockets(fronts[0]) if s.state == _ESTABLISHED] if held else []
    ends = {(s.port, s.peer) for s in rows}
    ports = {s.peer for s in rows if s.inode in held and (s.peer, s.port) in ends} - set(others)
    return sorted({pid for port in ports for pid in listening_at(port, fronts[0])} - set(family(pids)))


def family(pids: Collection[int]) -> list[int]:
    """These, and all that they have begun."""
    known = [found for pid in every() if (found := stat(pid))]
    members = set(pids)
    while True:
        more = {s.pid for s in known if s.parent in members and s.pid not in members}
        if not more:
            return sorted(members)
        members |= more


def marked(mark: str) -> list[int]:
    """Processes whose environment holds this mark: those that were begun with it, whatever they did since."""
    wanted = mark.encode()
    found = []
    for pid in every():
        try:
            if wanted in Path(f"/proc/{pid}/environ").read_bytes():
                found.append(pid)
        except OSError:
            continue
    return found


def begun(mark: str, leaders: Collection[int]) -> set[int]:
    """What was begun with this mark or in the sessions of these, and all that they have begun."""
    found = set(marked(mark)) | set(leaders)
    found |= {s.pid for pid in every() if (s := stat(pid)) and s.session in leaders}
    return set(family(found))


def command_of(pid: int) -> str:
    return (read.text(f"/proc/{pid}/cmdline", 4096) or "").replace("\0", " ").strip()


def waited(pids: Collection[int]) -> float:
    """Seconds that threads of these processes were ready to run and had no processor, since their start."""
    total = 0
    for pid in pids:
        try:
            threads = os.listdir(f"/proc/{pid}/task")
        except OSError:
            continue
        for thread in threads[:500]:
            words = (read.text(f"/proc/{pid}/task/{thread}/schedstat", 200) or "").split()
            total += int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
    return total / 1e9


def folder_of(pid: int) -> str:
    """Its working directory; empty where this user may not see it."""
    return link(f"/proc/{pid}/cwd")


def overflows(near: int | str = "self") -> int:
    """Connections that the kernel has dropped so far because an accept queue was full."""
    names: list[str] = []
    for line in (read.text(f"/proc/{near}/net/netstat") or "").splitlines():
        words = line.split()
        if words[:1] != ["TcpExt:"]:
            continue
        if not names:
            names = words
            continue
        row = dict(zip(names[1:], words[1:]))
        return int(row.get("ListenOverflows", 0))
    return 0


def host_cpu() -> tuple[float, float]:
    """Seconds that all processors were busy, and seconds in all, since the start."""
    words = (read.text("/proc/stat", 4096) or "cpu 0").splitlines()[0].split()[1:]
    numbers = [int(w) for w in words[:8]]
    idle = sum(numbers[3:5])
    return (sum(numbers) - idle) / _TICKS, sum(numbers) / _TICKS


def cores(pid: int) -> float:
    """Processors that a process may run on."""
    try:
        return float(len(os.sched_getaffinity(pid)))
    except (OSError, AttributeError):
        return float(os.cpu_count() or 1)
