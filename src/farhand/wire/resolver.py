"""How this host finds addresses: its files, its name servers one by one, and the C library as a whole.

`getaddrinfo` folds a dead server, a refusal and an empty resolv.conf into one message, and may hang
for longer than there is time. So it runs in a thread of its own with a clock beside it, while every
name server is asked for A and AAAA directly.
"""

from __future__ import annotations

import errno
import select
import socket
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from farhand.deadline import Deadline
from farhand.wire import dns, errqueue
from farhand.wire.tcp import Closed, Conn, endpoint, open_tcp

RESOLV_CONF, HOSTS, NSSWITCH = "/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf"
#: The C library asks at most that many servers.
SERVERS = 3
#: A question is sent again after this many seconds.
AGAIN = 1.0
#: The port of name servers.
PORT = 53
#: Bytes read of a configuration file.
_MOST = 1 << 16


@dataclass(frozen=True)
class Setup:
    """What resolv.conf, hosts and nsswitch.conf say. `problem`: why resolv.conf could not be read."""

    servers: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    sources: tuple[str, ...] = ("files", "dns")
    problem: str = ""

    @property
    def ndots(self) -> int:
        return self._number("ndots", 1, 15)

    @property
    def patience(self) -> float:
        """Seconds that the C library waits for one server."""
        return float(self._number("timeout", 5, 30))

    def _number(self, name: str, default: int, most: int) -> int:
        for option in reversed(self.options):
            key, _, value = option.partition(":")
            if key == name and value.isdigit():
                return min(int(value), most)
        return default


def setup() -> Setup:
    """Read this host's resolver settings. Never raises."""
    text, problem = _read(RESOLV_CONF)
    servers: list[str] = []
    search: tuple[str, ...] = ()
    options: list[str] = []
    # The C library knows a keyword only at the very beginning of its line.
    for words in _lines("\n".join(line for line in text.splitlines() if not line[:1].isspace())):
        if words[0] == "nameserver" and len(words) > 1:
            servers.append(words[1])
        elif words[0] in ("search", "domain"):
            search = tuple(words[1:])
        elif words[0] == "options":
            options += words[1:]
    return Setup(tuple(servers[:SERVERS]), search, tuple(options), _sources(), problem)


def is_literal(host: str) -> bool:
    """True for an IP address, which needs no look-up."""
    try:
        socket.getaddrinfo(host, None, flags=socket.AI_NUMERICHOST)
    except (OSError, ValueError):
        return False
    return True


def in_hosts(name: str) -> list[str]:
    """The addresses that the hosts file gives for this name, in order."""
    text, _ = _read(HOSTS)
    wanted = name.rstrip(".").lower()
    found = [words[0] for words in _lines(text) if wanted in (w.lower() for w in words[1:])]
    return list(dict.fromkeys(found))


def _sources() -> tuple[str, ...]:
    """Where nsswitch.conf lets host names come from; files and dns where it does not say."""
    text, _ = _read(NSSWITCH)
    for words in _lines(text):
        if words[0] == "hosts:":
            return tuple(w for w in words[1:] if not w.startswith("["))
    return ("files", "dns")


def _read(path: str) -> tuple[str, str]:
    try:
        with open(path, "rb") as file:
            return file.read(_MOST).decode("utf-8", "replace"), ""
    except OSError as error:
        return "", error.strerror or type(error).__name__


def _lines(text: str) -> Iterable[list[str]]:
    for line in text.splitlines():
        words = line.split("#")[0].split(";")[0].split()
        if words:
            yield words


class Library:
    """`getaddrinfo` in a daemon thread. Look at `done`; what comes after the deadline is not waited for."""

    def __init__(self, name: str) -> None:
        self.done = threading.Event()
        self.addresses: list[str] = []
        self.error, self.ms = "", 0.0
        self._begun = time.monotonic()
        threading.Thread(target=self._ask, args=(name,), daemon=True, name="getaddrinfo").start()

    def as_facts(self) -> dict[str, Any]:
        late = not self.done.is_set()
        ms = round((time.monotonic() - self._begun) * 1000, 1) if late else self.ms
        return {"ms": ms, "late": late, "error": self.error, "addresses": list(self.addresses)}

    def _ask(self, name: str) -> None:
        try:
            rows = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
            self.addresses = list(dict.fromkeys(str(row[4][0]) for row in rows))
        except socket.gaierror as error:
            self.error = _word(error.errno)
        except (OSError, ValueError) as error:  # UnicodeError is a ValueError
            self.error = type(error).__name__
        self.ms = round((time.monotonic() - self._begun) * 1000, 1)
        self.done.set()


def _word(number: int | None) -> str:
    """`EAI_NONAME` for -2."""
    names = ("EAI_NONAME", "EAI_NODATA", "EAI_AGAIN", "EAI_FAIL", "EAI_SYSTEM", "EAI_MEMORY", "EAI_FAMILY")
    return next((n for n in names if getattr(socket, n, None) == number), str(number))


@dataclass
class Asked:
    """One question to one server, and what came of it."""

    server: str
    name: str
    kind: str
    result: str = "silent"  # an rcode, silent, garbled, or unreachable with `errno`
    addresses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    ms: float = 0.0
    errno: str = ""
    icmp: dict[str, Any] = field(default_factory=dict)
    truncated: bool = False
    tcp: str = ""  # how the same question fared over TCP: an rcode, silent, or an errno
    note: str = ""
    packet: bytes = b""
    sock: socket.socket | None = None
    sent: float = 0.0
    tries: int = 0

    @property
    def decided(self) -> bool:
        return self.result != "silent"

    def as_facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = {
            "server": self.server, "name": self.name, "type": self.kind, "result": self.result,
            "addresses": list(self.addresses), "ms": self.ms,
        }  # fmt: skip
        for key in ("names", "errno", "icmp", "truncated", "tcp", "note"):
            value = getattr(self, key)
            if value:
                facts[key] = list(value) if isinstance(value, tuple) else value
        return facts


class Questions:
    """Several questions to several servers over UDP, side by side in the caller's thread."""

    def __init__(self, servers: Sequence[str], names: Sequence[str]) -> None:
        self.rows = [Asked(s, n, k) for s in servers for n in names for k in dns.TYPES]
        self._poll = select.poll()
        self._open: dict[int, Asked] = {}
        for row in self.rows:
            self._start(row)

    @property
    def decided(self) -> bool:
        return not self._open

    def wait(self, seconds: float) -> None:
        """Take what comes within that time; returns early once all is decided."""
        until = Deadline(seconds)
        while self._open and not until.over:
            for number, _ in self._poll.poll(max(1, int(min(until.left(), self._next()) * 1000))):
                self._take(self._open[number])
            self._send_again()

    def close(self) -> None:
        for row in list(self._open.values()):
            self._end(row)

    def _start(self, row: Asked) -> None:
        try:
            row.packet = dns.question(row.name, row.kind)
            family, where = endpoint(row.server, PORT)
            row.sock = socket.socket(family, socket.SOCK_DGRAM)
            row.sock.setblocking(False)
            errqueue.listen(row.sock)
            row.sock.connect(where)
        except (OSError, ValueError) as error:
            self._failed(row, error)
            return
        self._open[row.sock.fileno()] = row
        self._poll.register(row.sock.fileno(), select.POLLIN | select.POLLERR)
        row.sent = time.monotonic()
        self._send(row)

    def _send(self, row: Asked) -> None:
        assert row.sock is not None
        row.tries += 1
        try:
            row.sock.send(row.packet)
        except BlockingIOError:
            pass
        except OSError as error:
            self._failed(row, error)

    def _send_again(self) -> None:
        now = time.monotonic()
        for row in list(self._open.values()):
            if now - row.sent >= AGAIN * row.tries:
                self._send(row)

    def _next(self) -> float:
        """Seconds until the next question is due again."""
        now = time.monotonic()
        return max(0.0, min(row.sent + AGAIN * row.tries - now for row in self._open.values()))

    def _take(self, row: Asked) -> None:
        assert row.sock is not None
        try:
            data = row.sock.recv(4096)
        except BlockingIOError:
            return
        except OSError as error:
            self._failed(row, error)
            return
        try:
            said = dns.answer(row.packet, data)
        except dns.Garbled as garbled:
            row.note = f"an answer was thrown away: {garbled}"
            return
        _fill(row, said)
        self._end(row)

    def _failed(self, row: Asked, error: Exception) -> None:
        number = getattr(error, "errno", 0) or 0
        icmp = errqueue.take(row.sock) if row.sock else None
        row.result = "unreachable"
        row.errno = errqueue.name_of(number) if isinstance(number, int) else type(error).__name__
        row.icmp = icmp.as_facts() if icmp else {}
        self._end(row)

    def _end(self, row: Asked) -> None:
        if row.sent:
            row.ms = round((time.monotonic() - row.sent) * 1000, 1)
        if row.sock is not None:
            if self._open.pop(row.sock.fileno(), None) is not None:
                self._poll.unregister(row.sock.fileno())
            row.sock.close()
            row.sock = None


def over_tcp(rows: Sequence[Asked], deadline: Deadline) -> None:
    """Ask the same questions over TCP, side by side, and write down in `tcp` how that went."""
    threads = [threading.Thread(target=_by_tcp, args=(row, deadline), daemon=True) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(deadline.left())


def _by_tcp(row: Asked, deadline: Deadline) -> None:
    row.tcp = "silent"
    try:
        with open_tcp(row.server, PORT, deadline) as conn:
            said = _ask_tcp(conn, row.packet)
    except (Closed, dns.Garbled):
        row.tcp = "garbled"
    except TimeoutError:
        pass
    except OSError as error:
        row.tcp = errno.errorcode.get(error.errno or 0, type(error).__name__)
    else:
        row.tcp = said.rcode
        if row.truncated or not row.decided:
            row.addresses, row.names = said.addresses, said.names


def _ask_tcp(conn: Conn, packet: bytes) -> dns.Answer:
    conn.send(len(packet).to_bytes(2, "big") + packet)
    size = int.from_bytes(conn.read_exactly(2), "big")
    return dns.answer(packet, conn.read_exactly(size))


def _fill(row: Asked, said: dns.Answer) -> None:
    row.result, row.addresses, row.names = said.rcode, said.addresses, said.names
    row.truncated = said.truncated
