"""The first bytes of a connection: does the other side speak, and which protocol is it?

seen = sniff(conn, 0.5)             # wait for a greeting
seen = sniff(conn, 3.0, b"PING\\r\\n")  # ask, and see who answers
seen.result    data, quiet, closed (a polite end) or reset
seen.protocol  ssh, http, smtp, mysql, tls, postgres, redis, ... or "" where it cannot be told
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from farhand.wire.tcp import Conn, Late, TooMuch

#: Bytes of a greeting that are looked at, and that are shown.
HEAD, SHOWN = 512, 60

#: What a protocol's first words from the server begin with.
_BEGINNINGS = (
    (b"SSH-", "ssh"),
    (b"HTTP/", "http"),
    (b"<html", "http"),
    (b"<!doctype", "http"),
    (b"AMQP", "amqp"),
    (b"RFB ", "vnc"),
    (b"* OK", "imap"),
    (b"+OK", "pop3 or redis"),
    (b"+PONG", "redis"),
    (b"-ERR", "redis"),
    (b"-NOAUTH", "redis"),
    (b"-DENIED", "redis"),
    (b"-MISCONF", "redis"),
    (b"INFO {", "nats"),
    (b"\x15\x03", "tls"),
    (b"\x16\x03", "tls"),
)


@dataclass(frozen=True)
class Sniff:
    """What came first."""

    result: str
    protocol: str = ""
    data: bytes = b""

    @property
    def shown(self) -> str:
        """The beginning as printable text."""
        text = self.data[:SHOWN].decode("ascii", "replace")
        return "".join(c if c.isprintable() and c != "\ufffd" else "." for c in text).strip()

    def as_facts(self) -> dict[str, Any]:
        return {"result": self.result, "protocol": self.protocol, "shown": self.shown}


def sniff(conn: Conn, seconds: float, send: bytes = b"") -> Sniff:
    """Wait that long for the first bytes, after sending `send` if given. Never raises for what comes."""
    whole = conn.deadline
    conn.deadline = whole.within(seconds)
    try:
        if send:
            conn.send(send)
        data = _first(conn)
    except (Late, TooMuch):
        return Sniff("quiet")
    except OSError:
        return Sniff("reset")
    finally:
        conn.deadline = whole
    return Sniff("data", protocol_of(data), data) if data else Sniff("closed")


def protocol_of(data: bytes) -> str:
    """Which protocol a server's first bytes belong to; "" where they tell nothing."""
    start = data[:16].lstrip().lower()
    for beginning, protocol in _BEGINNINGS:
        if data.startswith(beginning) or start.startswith(beginning.lower()):
            return protocol
    if data[:4] in (b"220 ", b"220-", b"421 ", b"554 "):
        return "ftp" if b"ftp" in data.lower() else "smtp"
    if _is_mysql(data):
        return "mysql"
    if _is_postgres(data):
        return "postgres"
    return ""


def _first(conn: Conn) -> bytes:
    """At least one byte, and what follows at once."""
    data = conn.read_some(HEAD)
    quick = conn.deadline
    conn.deadline = quick.within(0.02)
    try:
        while data and len(data) < HEAD:
            more = conn.read_some(HEAD - len(data))
            if not more:
                break
            data += more
    except (Late, TooMuch, OSError):
        pass
    finally:
        conn.deadline = quick
    return data


def _is_mysql(data: bytes) -> bool:
    """A packet number 0 of plausible length, with protocol version 10 or an error."""
    return len(data) > 5 and data[3] == 0 and data[4] in (10, 0xFF) and data[1] < 8 and data[2] == 0


def _is_postgres(data: bytes) -> bool:
    """An error or an authentication message, with a length that fits."""
    return (
        len(data) > 6 and data[:1] in b"ER" and data[1:3] == b"\0\0" and int.from_bytes(data[1:5], "big") >= 8
    )
