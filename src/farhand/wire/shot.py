"""One HTTP request as one client of many sends it: a new connection, timed, and broken off at any moment."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from dataclasses import dataclass
from functools import lru_cache

from farhand.deadline import Deadline
from farhand.wire import http, tls
from farhand.wire.http import Answer, Request
from farhand.wire.tcp import Conn, Late, open_tcp


@dataclass(frozen=True)
class Place:
    """Where requests go. The certificate is not looked at: one request before has done that."""

    host: str
    port: int
    tls: bool = False
    name: str = ""  # what TLS asks for, where `host` is its address: servers choose the site by it


class Open:
    """The connections that are open, so that all can be broken off at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._conns: set[Conn] = set()
        self.closed = False

    def add(self, conn: Conn) -> None:
        with self._lock:
            self._conns.add(conn)
            closed = self.closed
        if closed:
            _cut(conn)

    def drop(self, conn: Conn) -> None:
        with self._lock:
            self._conns.discard(conn)

    def close(self) -> None:
        with self._lock:
            self.closed = True
            conns = list(self._conns)
        for conn in conns:
            _cut(conn)


def addresses(host: str, port: int) -> list[str]:
    """What the name leads to, as this host's own library sees it. Raises OSError."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


def ask(place: Place, request: Request, deadline: Deadline, there: Open) -> tuple[float, Answer, str]:
    """Milliseconds until the connection stood, the answer, and a word where there is none.

    The words: refused, connect-timeout, connect-failed, timeout, reset, closed, garbage, truncated.
    """
    begun = time.monotonic()
    try:
        conn = open_tcp(place.host, place.port, deadline)
    except (OSError, ValueError) as error:
        return _ms(begun), Answer(), _unconnected(error)
    connected = _ms(begun)
    there.add(conn)
    try:
        answer = http.exchange(_secured(conn, place), request, limit=1 << 16)
    except (OSError, ValueError) as error:
        return connected, Answer(), "timeout" if isinstance(error, Late) else "reset"
    finally:
        there.drop(conn)
        conn.close()
    words = {"silent": "timeout", "late": "timeout", "alert": "reset", "too_much": "garbage"}
    return connected, answer, words.get(answer.problem, answer.problem)


def _secured(conn: Conn, place: Place) -> Conn:
    """The connection with TLS over it. Raises Late, OSError."""
    if not place.tls:
        return conn
    sock = tls.TlsSocket(conn, _context(), place.name or place.host)
    sock.handshake()
    return conn.over(sock)  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def _context() -> ssl.SSLContext:
    """One for all clients, without authorities: loading those takes longer than many a request."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _unconnected(error: Exception) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "refused"
    if isinstance(error, ConnectionResetError):
        return "reset"
    return "connect-timeout" if isinstance(error, TimeoutError) else "connect-failed"


def _ms(begun: float) -> float:
    return round((time.monotonic() - begun) * 1000, 1)


def _cut(conn: Conn) -> None:
    try:
        conn.sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass


def free_port(host: str = "127.0.0.1") -> int:
    """A port that nobody has at this moment."""
    with socket.socket() as one:
        one.bind((host, 0))
        return int(one.getsockname()[1])
