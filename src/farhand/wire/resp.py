"""RESP, the protocol of Redis, spoken by hand: send a command, read one reply.

Errors are replies like others here (`Error`), not exceptions: the word they begin with (NOAUTH, LOADING,
MISCONF ...) is what tells. A server that answers anything else raises NotRedis with what it said.
"""

from __future__ import annotations

from typing import Any

from farhand.wire.speaker import OtherProtocol
from farhand.wire.tcp import Closed, Conn, Late, TooMuch

#: Longest line, bulk string and array that are believed, and how deep arrays may nest.
LINE, BULK, ITEMS, DEPTH = 65536, 1 << 20, 10_000, 6


class NotRedis(OtherProtocol):
    """It does not speak RESP."""


class Error(str):
    """An error reply, without the minus sign."""

    @property
    def code(self) -> str:
        """The word it begins with, where that is in capitals: `NOAUTH`; else `ERR`."""
        word = self.split(" ", 1)[0].strip()
        return word if word.isupper() and word.isalpha() else "ERR"


def call(conn: Conn, *words: str) -> Any:
    """One command and its reply: str, int, list, None or Error. Raises what `receive` does."""
    send(conn, *words)
    return receive(conn)


def send(conn: Conn, *words: str) -> None:
    conn.send(packed(*words))


def packed(*words: str) -> bytes:
    """A command as an array of bulk strings."""
    parts = [word.encode("utf-8", "surrogateescape") for word in words]
    return b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)


def receive(conn: Conn, depth: int = 0) -> Any:
    """The next reply. Raises NotRedis, Closed, Late, TooMuch, OSError."""
    kind = conn.read_exactly(1)
    if kind not in b"+-:$*_%#,":
        raise NotRedis(kind + _more(conn))
    line = _line(conn, kind)
    if kind == b"-":
        return Error(line)
    if kind in b"+#,":
        return line
    number = _number(line, kind, conn)
    if kind == b":":
        return number
    if kind == b"$":
        return None if number < 0 else _bulk(conn, number)
    return _items(conn, -1 if kind == b"_" else number * (2 if kind == b"%" else 1), depth)


def _line(conn: Conn, kind: bytes) -> str:
    try:
        line = conn.read_until(b"\r\n", LINE)
    except (Closed, Late, TooMuch) as error:
        if error.got[:1].isalnum() or len(error.got) > 3:  # a sign by chance, then another protocol's text
            raise NotRedis(kind + error.got[:400]) from None
        raise
    return line[:-2].decode("utf-8", "replace")


def _number(line: str, kind: bytes, conn: Conn) -> int:
    text = line or ("0" if kind == b"_" else "")
    if not text.lstrip("-").isdigit() or len(text) > 20:
        raise NotRedis(kind + line.encode("utf-8", "replace")[:400])
    return int(text)


def _bulk(conn: Conn, size: int) -> str:
    if size > BULK:
        raise TooMuch(b"")
    return conn.read_exactly(size + 2)[:-2].decode("utf-8", "replace")


def _items(conn: Conn, count: int, depth: int) -> list[Any] | None:
    if count < 0:
        return None
    if count > ITEMS or depth > DEPTH:
        raise TooMuch(b"")
    return [receive(conn, depth + 1) for _ in range(count)]


def _more(conn: Conn) -> bytes:
    """What came along with the first byte, without waiting for more."""
    return conn.read_some(400) if conn.kept else b""
