"""The text protocol of memcached, as far as a look needs it (memcached's doc/protocol.txt).

Nothing is stored: the one `set` here is the login, sent only to a server that has asked for one.
"""

from __future__ import annotations

from collections.abc import Iterable

from farhand.wire.speaker import OtherProtocol
from farhand.wire.tcp import Closed, Conn, Late, TooMuch

#: Bytes of one line, and lines of one answer, that are believed.
LINE, LINES = 2048, 300
#: A question for the version in the binary protocol (doc/protocol-binary.txt), and how its answer begins.
BINARY_VERSION, BINARY_ANSWER = b"\x80\x0b" + b"\0" * 22, b"\x81\x0b"
UNAUTHENTICATED = "CLIENT_ERROR unauthenticated"
_WORDS = ("VERSION", "ERROR", "CLIENT_ERROR", "SERVER_ERROR", "STORED", "STAT", "END")


class NotMemcached(OtherProtocol):
    """It does not speak memcached's text protocol."""


def ask(conn: Conn, question: bytes) -> str:
    """The first line of the answer. Raises NotMemcached, Closed, Late, TooMuch, OSError."""
    conn.send(question)
    return _line(conn)


def stats(conn: Conn) -> dict[str, str]:
    """What the server counts; empty where it does not tell. Raises as `ask`."""
    lines = [ask(conn, b"stats\r\n")]
    while lines[-1].startswith("STAT ") and len(lines) < LINES:
        lines.append(_line(conn))
    return counted(lines)


def counted(lines: Iterable[str]) -> dict[str, str]:
    rows = (line.split(" ", 2) for line in lines if line.startswith("STAT "))
    return {row[1]: row[2].strip() for row in rows if len(row) == 3}


def login(user: str, password: str) -> bytes:
    """The login of the text protocol: it looks like a `set`, and stores nothing."""
    words = f"{user} {password}".encode("utf-8", "surrogateescape")
    return b"set auth 0 0 %d\r\n%s\r\n" % (len(words), words)


def knows(line: str) -> bool:
    """True for a line of this protocol."""
    return line.split(" ", 1)[0].strip() in _WORDS


def _line(conn: Conn) -> str:
    try:
        data = conn.read_until(b"\n", LINE)
    except (Closed, Late, TooMuch) as error:
        if len(error.got) > 3 and not knows(error.got.decode("latin-1")):
            raise NotMemcached(error.got[:400]) from None
        raise
    line = data.decode("utf-8", "replace").strip("\r\n")
    if not knows(line):
        raise NotMemcached(data[:400])
    return line
