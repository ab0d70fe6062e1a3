"""Who answers on this port? Names a protocol by the first bytes that a server says.

Some servers greet (SSH, SMTP, MySQL); others wait for a line (HTTP, Redis). `coax` opens a connection
of its own, sends what HTTP would, and tells who is there; `takes_tls` asks in TLS.
"""

from __future__ import annotations

import re

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
    (b"\x05\0\0\0\x0b", "MySQL's X protocol"),
)


#: A message of LDAP: sequence, number, and the tag of an entry or a result (RFC 4511, 4.1.1).
_LDAP = re.compile(rb"\x30(?:[\x00-\x7f]|[\x81-\x84].{1,4}?)\x02\x01.[\x61\x64\x65\x78]", re.DOTALL)


class OtherProtocol(Exception):
    """What answers does not speak the protocol that was expected; `got` is the beginning of what it said."""

    def __init__(self, got: bytes) -> None:
        super().__init__(f"{len(got)} bytes of another protocol")
        self.got = got


def speaker(got: bytes) -> str:
    """HTTP, SSH, MySQL, Redis, SMTP, FTP, TLS, PostgreSQL and so on; empty where it is not known."""
    head = got[:400]
    if b"MongoDB over HTTP on the native driver port" in head:  # what mongod says to a browser
        return "MongoDB"
    if b"HTTP/1." in head or head.startswith(b"HTTP/") or b"<html" in head.lower():
        return "HTTP"
    for begin, name in _BEGINS:
        if head.startswith(begin):
            return name
    if head.startswith((b"220 ", b"220-")):
        low = head.lower()
        return "FTP" if b"ftp" in low and b"smtp" not in low else "SMTP"
    if len(head) > 5 and head[3] == 0 and head[4] in (10, 255):
        return "MySQL"
    if _LDAP.match(head):
        return "LDAP"
    return "PostgreSQL" if head[:1] == b"E" and b"FATAL" in head else ""


def coax(address: str, port: int, deadline: Deadline) -> bytes:
    """What is said to a plain HTTP request; empty where nothing comes. Never raises."""
    return _said(address, port, deadline, b"GET / HTTP/1.0\r\n\r\n", 400)


def knows_postgres(address: str, port: int, deadline: Deadline) -> bool:
    """True where PostgreSQL's question for TLS is answered; it hangs up on all else. Never raises."""
    return _said(address, port, deadline, b"\0\0\0\x08\x04\xd2\x16\x2f", 8) in (b"S", b"N")


def _said(address: str, port: int, deadline: Deadline, question: bytes, most: int) -> bytes:
    try:
        with open_tcp(address, port, deadline) as conn:
            conn.send(question)
            return conn.read_some(most)
    except (Closed, Late, TooMuch, OSError):
        return b""


def who_else(address: str, port: int, deadline: Deadline) -> str:
    """The protocol that is spoken where another one was expected; "" where it is not known. Never raises."""
    said = coax(address, port, deadline)
    if said:
        return speaker(said)
    return "PostgreSQL" if knows_postgres(address, port, deadline) else ""


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
