"""Who answers on this port? Names a protocol by the first bytes that a server says.

Some servers greet (SSH, SMTP, MySQL); others wait for a line (HTTP, Redis). `coax` opens a connection
of its own, sends what HTTP would, and tells who is there; `takes_tls` asks in TLS.
"""

from __future__ import annotations

from farhand.deadline import Deadline
from farhand.wire.tcp import Closed, Late, TooMuch, open_tcp

#: First bytes, and the protocol's name as a person says it.
_BEGINS = (
    (b"SSH-", "SSH"),
    (b"AMQP", "AMQP"),
    (b"\x15\x03", "TLS"),
    (b"\x16\x03", "TLS"),
    (b"-ERR", "Redis"),
    (b"-NOAUTH", "Redis"),
    (b"-DENIED", "Redis"),
    (b"-LOADING", "Redis"),
    (b"-MASTERDOWN", "Redis"),
    (b"+PONG", "Redis"),
    (b"+OK", "POP3"),
    (b"* OK", "IMAP"),
    (b"INFO {", "NATS"),
)


def speaker(got: bytes) -> str:
    """HTTP, SSH, MySQL, Redis, SMTP, FTP, TLS, PostgreSQL and so on; empty where it is not known."""
    head = got[:400]
    if b"HTTP/1." in head or head.startswith(b"HTTP/") or b"<html" in head.lower():
        return "HTTP"
    for begin, name in _BEGINS:
        if head.startswith(begin):
            return name
    if head.startswith((b"220 ", b"220-")):
        return "FTP" if b"ftp" in head.lower() else "SMTP"
    if len(head) > 5 and head[3] == 0 and head[4] in (10, 255):
        return "MySQL"
    return "PostgreSQL" if head[:1] == b"E" and b"FATAL" in head else ""


def coax(address: str, port: int, deadline: Deadline) -> bytes:
    """What is said to a plain HTTP request; empty where nothing comes. Never raises."""
    try:
        with open_tcp(address, port, deadline) as conn:
            conn.send(b"GET / HTTP/1.0\r\n\r\n")
            return conn.read_some(400)
    except (Closed, Late, TooMuch, OSError):
        return b""


def takes_tls(address: str, port: int, name: str, deadline: Deadline) -> bool:
    """True where a TLS handshake is answered in TLS, be it with an alert. Never raises."""
    from farhand.wire import tls
    from farhand.wire.stores import Store

    try:
        made = tls.shake(open_tcp(address, port, deadline), tls.Plan(name, Store("none"), verify=False))
    except (OSError, ValueError):
        return False
    if made.conn:
        made.conn.close()
    return made.ok or made.facts.get("result") == "alert"
