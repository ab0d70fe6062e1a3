"""One TCP connection whose every wait is bounded by one deadline, and whose every read by a number of bytes.

A server may answer garbage, megabytes without a newline, one byte a second, or never. `settimeout`
alone does not help against the last two: it starts anew with every byte. Here all operations share
one `Deadline`, and all reads one allowance of bytes.

    with open_tcp("10.0.0.5", 5432, deadline) as conn:
        conn.send(b"...")
        line = conn.read_until(b"\\n", limit=512)
"""

from __future__ import annotations

import socket
from types import TracebackType
from typing import Any

from farhand.deadline import Deadline
from farhand.wire import errqueue

#: Bytes that one connection may receive in all, unless told otherwise.
ALLOWANCE = 1 << 20
#: A segment size that gets through every tunnel there is.
SMALL = 1200
#: Bytes asked from the kernel at a time.
PIECE = 65536


class Closed(ConnectionError):
    """The other side closed before it had sent what was waited for; `got` is what did come."""

    def __init__(self, got: bytes = b"") -> None:
        super().__init__(f"closed by the other side after {len(got)} bytes")
        self.got = got


class Late(TimeoutError):
    """The deadline was up first; `got` is what had come until then."""

    def __init__(self, got: bytes = b"") -> None:
        super().__init__(f"no more time, after {len(got)} bytes")
        self.got = got


class TooMuch(ValueError):
    """More bytes came than were allowed; `got` is the beginning."""

    def __init__(self, got: bytes = b"") -> None:
        super().__init__(f"too much: {len(got)} bytes and no end")
        self.got = got


class Conn:
    """A connected stream socket (plain or TLS) under one deadline. Errors of the system pass as OSError."""

    def __init__(self, sock: socket.socket, deadline: Deadline, allowance: int = ALLOWANCE) -> None:
        self.sock = sock
        self.deadline = deadline
        self._left = allowance
        self._kept = b""  # received already, but beyond what was asked for
        self.resent = 0  # packets that had to be sent again, known once it is closed

    @property
    def kept(self) -> bytes:
        """What has been received and not been read yet."""
        return self._kept

    def send(self, data: bytes) -> None:
        """Send all of it. Raises Late, or OSError."""
        view = memoryview(data)
        while view:
            self._arm(b"")
            try:
                view = view[self.sock.send(view) :]
            except (socket.timeout, TimeoutError):
                raise Late() from None

    def read_some(self, limit: int = PIECE) -> bytes:
        """What there is, at least one byte; b"" at the end. Raises Late, TooMuch, OSError."""
        data = self._kept or self._receive(b"")
        data, self._kept = data[:limit], data[limit:]
        return data

    def read_exactly(self, size: int) -> bytes:
        """That many bytes. Raises Closed, Late or TooMuch with what has come, or OSError."""
        return self._take(lambda data: size if len(data) >= size else -1, size)

    def read_until(self, marker: bytes, limit: int = PIECE) -> bytes:
        """Up to and with the marker, within `limit` bytes. Raises Closed, Late, TooMuch, OSError."""
        return self._take(lambda data: _end_of(data, marker, limit), limit)

    def read_to_end(self, limit: int = PIECE) -> bytes:
        """All until the other side closes, cut at `limit`; what has come by the deadline is returned, too."""
        data = b""
        try:
            while len(data) < limit:
                piece = self.read_some(limit - len(data))
                if not piece:
                    break
                data += piece
        except (Late, TooMuch):
            pass
        return data

    def over(self, sock: socket.socket) -> Conn:
        """The same deadline and allowance over another socket, such as the TLS one around this."""
        return Conn(sock, self.deadline, self._left)

    def close(self) -> None:
        info = errqueue.tcp_info(self.sock)
        self.resent = info.sent_again if info else self.resent
        try:
            self.sock.close()
        except OSError:
            pass

    def __enter__(self) -> Conn:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _take(self, end_of: Any, limit: int) -> bytes:
        data, self._kept = self._kept, b""
        while True:
            end = end_of(data)
            if end >= 0:
                self._kept = data[end:]
                return data[:end]
            if len(data) > limit:
                raise TooMuch(data)
            piece = self._receive(data)
            if not piece:
                raise Closed(data)
            data += piece

    def _receive(self, so_far: bytes) -> bytes:
        if self._left <= 0:
            raise TooMuch(so_far)
        self._arm(so_far)
        try:
            data = self.sock.recv(min(PIECE, self._left))
        except (socket.timeout, TimeoutError) as error:
            if getattr(error, "errno", None):  # ETIMEDOUT: the system gave the connection up, not we
                raise
            raise Late(so_far) from None
        self._left -= len(data)
        return data

    def _arm(self, so_far: bytes) -> None:
        left = self.deadline.left()
        if left <= 0:
            raise Late(so_far)
        self.sock.settimeout(left)


def open_tcp(
    address: str, port: int, deadline: Deadline, *, mss: int | None = None, allowance: int = ALLOWANCE
) -> Conn:
    """Connect to an address literal (no look-up). Raises Late where nothing answers in time, else OSError.

    `mss` clamps the segments of both directions: a handshake that hangs, but succeeds with 1200,
    proves that large packets get lost on the way.
    """
    if deadline.over:
        raise Late()
    family, where = endpoint(address, port)
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        if mss:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, mss)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.settimeout(deadline.left())
        sock.connect(where)
    except (socket.timeout, TimeoutError) as error:
        sock.close()
        if getattr(error, "errno", None):
            raise
        raise Late() from None
    except BaseException:
        sock.close()
        raise
    return Conn(sock, deadline, allowance)


def open_unix(path: str, deadline: Deadline, allowance: int = ALLOWANCE) -> Conn:
    """Connect to a Unix socket. Raises Late or OSError."""
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        sock.settimeout(max(0.001, deadline.left()))
        sock.connect(path)
    except BaseException:
        sock.close()
        raise
    return Conn(sock, deadline, allowance)


def endpoint(address: str, port: int) -> tuple[int, tuple[Any, ...]]:
    """Family and socket address of an address literal, also `fe80::1%eth0`. Raises OSError for a name."""
    literal = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    rows = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM, flags=literal)
    return rows[0][0], rows[0][4]


def _end_of(data: bytes, marker: bytes, limit: int) -> int:
    at = data.find(marker)
    end = at + len(marker)
    return end if at >= 0 and end <= limit else -1
