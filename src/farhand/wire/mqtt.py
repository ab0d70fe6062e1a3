"""MQTT 3.1.1 and 5.0 by hand: CONNECT, SUBSCRIBE and what comes back.

Source: OASIS MQTT 3.1.1 and MQTT 5.0, chapters 2 and 3. Building and parsing are pure; `receive` reads from a
connection and raises NotMqtt, Closed, Late, TooMuch, OSError.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from farhand.wire.speaker import OtherProtocol
from farhand.wire.tcp import Conn

CONNACK, PUBLISH, SUBACK, DISCONNECT = 2, 3, 9, 14
#: Longest packet that is read, seconds of keep-alive, and the level of each version.
PACKET, KEEP = 65536, 30
LEVELS = {"3.1.1": 4, "5": 5}


class NotMqtt(OtherProtocol):
    """It does not speak MQTT."""


@dataclass(frozen=True)
class Packet:
    """`kind`: the number of its type; `body`: what follows its length."""

    kind: int
    body: bytes = b""


def text(word: str) -> bytes:
    data = word.encode("utf-8", "surrogateescape")[:65535]
    return len(data).to_bytes(2, "big") + data


def packet(first: int, body: bytes) -> bytes:
    size, length = len(body), b""
    while True:
        size, low = size >> 7, size & 127
        length += bytes([low | (128 if size else 0)])
        if not size:
            return bytes([first]) + length + body


def connect(level: int, client: str, user: str = "", password: str = "") -> bytes:
    """A session that begins clean and has no will."""
    flags = 0x02 | (0x80 if user else 0) | (0x40 if user and password else 0)
    body = text("MQTT") + bytes([level, flags, 0, KEEP]) + (b"\0" if level == 5 else b"") + text(client)
    body += (text(user) if user else b"") + (text(password) if user and password else b"")
    return packet(0x10, body)


def subscribe(level: int, number: int, topic: str) -> bytes:
    """QoS 0; in version 5 without the messages that were kept for newcomers."""
    options = b"\x20" if level == 5 else b"\0"
    return packet(0x82, number.to_bytes(2, "big") + (b"\0" if level == 5 else b"") + text(topic) + options)


def leave() -> bytes:
    return packet(0xE0, b"")


def receive(conn: Conn) -> Packet:
    """The next packet."""
    first = conn.read_exactly(1)
    if first[0] >> 4 not in (CONNACK, PUBLISH, SUBACK, DISCONNECT, 4, 5, 6, 7, 11, 13, 15):
        raise NotMqtt(first + (conn.read_some(400) if conn.kept else b""))
    size = shift = 0
    while True:
        byte = conn.read_exactly(1)[0]
        size |= (byte & 127) << shift
        shift += 7
        if not byte & 128:
            break
        if shift > 21:
            raise NotMqtt(first)
    if size > PACKET:
        raise NotMqtt(first + conn.read_some(400))
    return Packet(first[0] >> 4, conn.read_exactly(size))


def packets(data: bytes) -> Iterator[Packet]:
    """All whole packets in these bytes."""
    at = 0
    while at + 2 <= len(data):
        size = shift = 0
        end = at + 1
        while end < len(data) and shift <= 21:
            size |= (data[end] & 127) << shift
            shift, end = shift + 7, end + 1
            if not data[end - 1] & 128:
                break
        if end + size > len(data):
            return
        yield Packet(data[at] >> 4, data[end : end + size])
        at = end + size


def code_of(found: Packet, level: int) -> int:
    """The return or reason code of a CONNACK, SUBACK or DISCONNECT; -1 where there is none."""
    body = found.body
    if found.kind == CONNACK:
        return body[1] if len(body) > 1 else -1
    if found.kind == DISCONNECT:
        return body[0] if body else 0
    return body[-1] if len(body) > 2 else -1
