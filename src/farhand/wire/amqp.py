"""AMQP 0-9-1 by hand: frames, methods and field tables, as far as a look needs them.

    conn.send(HEADER)
    said = receive(conn)             # a Method, such as Connection.Start
    conn.send(start_ok("app", "secret"))

Source: the AMQP 0-9-1 specification (amqp0-9-1.xml) and RabbitMQ's errata, by which numbers are read.
Building and parsing are pure; `receive` reads from a connection and raises NotAmqp, Closed, Late, TooMuch,
OSError.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from farhand.model import NOTHING
from farhand.wire.speaker import OtherProtocol
from farhand.wire.tcp import Conn

HEADER = b"AMQP\x00\x00\x09\x01"
METHOD, CONTENT, HEARTBEAT, END = 1, 2, 8, 0xCE
#: Longest frame that is believed, and how deep and long tables may be.
FRAME, DEPTH, ENTRIES = 131072, 6, 500
#: What is asked for at Tune: some channels, the smallest frames, a heartbeat by which the broker notices
#: that we left, also where an alarm keeps it from reading.
CHANNELS, SIZE, BEAT = 32, 4096, 10

#: (class, method) by name.
START, START_OK, TUNE, TUNE_OK = (10, 10), (10, 11), (10, 30), (10, 31)
OPEN, OPEN_OK, CLOSE, CLOSE_OK, BLOCKED = (10, 40), (10, 41), (10, 50), (10, 51), (10, 60)
CHANNEL_OPEN, CHANNEL_OPEN_OK, CHANNEL_CLOSE, CHANNEL_CLOSE_OK = (20, 10), (20, 11), (20, 40), (20, 41)
EXCHANGE, EXCHANGE_OK, QUEUE, QUEUE_OK, PUBLISH = (40, 10), (40, 11), (50, 10), (50, 11), (60, 40)
_WHAT = {EXCHANGE: "exchange", QUEUE: "queue"}


class NotAmqp(OtherProtocol):
    """It does not speak AMQP 0-9-1. With its own protocol header it names the version that it does speak."""


@dataclass(frozen=True)
class Method:
    """One method of the broker. `told` holds what of its arguments is understood:

    START: mechanisms (list of str), properties (mapping); TUNE: channel_max, frame_max, heartbeat;
    CLOSE, CHANNEL_CLOSE: code (int), text, about (queue, exchange or empty); BLOCKED: reason;
    QUEUE_OK: messages, consumers.
    """

    name: tuple[int, int]
    channel: int = 0
    told: Mapping[str, Any] = field(default_factory=lambda: NOTHING)


# Building ----------------------------------------------------------------------------------------


def frame(channel: int, payload: bytes, kind: int = METHOD) -> bytes:
    return struct.pack(">BHI", kind, channel, len(payload)) + payload + bytes([END])


def method(name: tuple[int, int], arguments: bytes = b"", channel: int = 0) -> bytes:
    return frame(channel, struct.pack(">HH", *name) + arguments)


def short(text: str) -> bytes:
    """A short string: at most 255 bytes of UTF-8."""
    data = text.encode("utf-8", "surrogateescape")[:255]
    return bytes([len(data)]) + data


def long(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def own_properties() -> bytes:
    """Our name, and that a refused login and an alarm are to be told in words."""
    able = short("authentication_failure_close") + b"t\x01" + short("connection.blocked") + b"t\x01"
    rows = short("product") + b"S" + long(b"farhand") + short("capabilities") + b"F" + long(able)
    return long(rows)


def start_ok(user: str, password: str) -> bytes:
    """The login by the mechanism PLAIN (RFC 4616)."""
    words = (word.encode("utf-8", "surrogateescape") for word in ("", user, password))
    return method(START_OK, own_properties() + short("PLAIN") + long(b"\0".join(words)) + short("en_US"))


def tune_ok(channels: int = CHANNELS) -> bytes:
    return method(TUNE_OK, struct.pack(">HIH", channels, SIZE, BEAT))


def open_vhost(name: str) -> bytes:
    return method(OPEN, short(name) + b"\0\0")


def open_channel(channel: int) -> bytes:
    return method(CHANNEL_OPEN, b"\0", channel)


def passive(channel: int, name: tuple[int, int], what: str) -> bytes:
    """Is there a queue or exchange of that name? With `passive` nothing is made."""
    if name == EXCHANGE:  # its type is not compared where passive is set
        return method(EXCHANGE, b"\0\0" + short(what) + short("direct") + b"\x01" + long(b""), channel)
    return method(QUEUE, b"\0\0" + short(what) + b"\x01" + long(b""), channel)


def publish_nowhere(channel: int, exchange: str) -> bytes:
    """An empty message to an exchange that does not exist: it is refused, and an alarm is told before."""
    content = struct.pack(">HHQH", 60, 0, 0, 0)
    asked = method(PUBLISH, b"\0\0" + short(exchange) + short("") + b"\0", channel)
    return asked + frame(channel, content, CONTENT)


def close() -> bytes:
    return method(CLOSE, struct.pack(">H", 200) + short("") + b"\0\0\0\0")


# Parsing -----------------------------------------------------------------------------------------


def receive(conn: Conn) -> Method:
    """The next method; heartbeats and contents are passed over."""
    while True:
        head = conn.read_exactly(1)
        if head not in (b"\x01", b"\x02", b"\x03", b"\x08"):
            raise NotAmqp(head + (conn.read_some(400) if conn.kept else b""))
        head += conn.read_exactly(6)
        kind, channel, size = struct.unpack(">BHI", head)
        if size > FRAME:
            raise NotAmqp(head)
        payload = conn.read_exactly(size + 1)
        if payload[-1] != END:
            raise NotAmqp(head + payload[:100])
        if kind == METHOD:
            return understood(channel, payload[:-1])


def methods(data: bytes) -> Iterator[Method]:
    """All whole methods in these bytes, up to where they are no frames."""
    at = 0
    while at + 8 <= len(data):
        kind, channel, size = struct.unpack_from(">BHI", data, at)
        end = at + 7 + size
        if kind not in (METHOD, CONTENT, 3, HEARTBEAT) or end >= len(data) or data[end] != END:
            return
        if kind == METHOD:
            try:
                yield understood(channel, data[at + 7 : end])
            except NotAmqp:
                return
        at = end + 1


def version_of(got: bytes) -> str:
    """The version in a protocol header: `1.0`, `0-9-1`; empty where it is none."""
    if not got.startswith(b"AMQP") or len(got) < 8:
        return ""
    kind, major, minor, revision = got[4:8]
    return "0-9-1" if (kind, major, minor, revision) == (0, 0, 9, 1) else f"{major}.{minor}"


def understood(channel: int, payload: bytes) -> Method:
    """A method's payload. Raises NotAmqp where it is none."""
    if len(payload) < 4:
        raise NotAmqp(payload)
    klass, number = struct.unpack_from(">HH", payload)
    name, read = (klass, number), _Read(payload, 4)
    try:
        told = _ARGUMENTS[name](read) if name in _ARGUMENTS else {}
    except (struct.error, IndexError, ValueError):
        raise NotAmqp(payload[:100]) from None
    return Method(name, channel, told)


class _Read:
    """A place in a payload that moves on. Raises struct.error, IndexError or ValueError at its end."""

    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def numbers(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return found

    def some(self, size: int) -> bytes:
        if self.at + size > len(self.data):
            raise ValueError(size)
        self.at += size
        return self.data[self.at - size : self.at]

    def short(self) -> str:
        return self.some(self.numbers(">B")[0]).decode("utf-8", "replace")

    def long(self) -> bytes:
        return self.some(self.numbers(">I")[0])


#: Tags of a field's value with a fixed form. Source: RabbitMQ's errata to the specification, section 3.
_FORMS = {b"t": ">?", b"b": ">b", b"B": ">B", b"s": ">h", b"u": ">H", b"I": ">i", b"i": ">I", b"l": ">q",
          b"f": ">f", b"d": ">d", b"T": ">Q", b"D": ">Bi"}  # fmt: skip


def _table(data: bytes, depth: int = 0) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    read = _Read(data, 0)
    while read.at < len(data) and len(rows) < ENTRIES:
        name = read.short()
        rows[name] = _value(read, depth)
    return rows


def _value(read: _Read, depth: int) -> Any:
    tag = read.some(1)
    if tag in _FORMS:
        return read.numbers(_FORMS[tag])[-1]
    if tag == b"V":
        return None
    data = read.long() if tag in (b"S", b"x", b"F", b"A") else None
    if data is None or depth > DEPTH:
        raise ValueError(tag)
    if tag == b"F":
        return _table(data, depth + 1)
    return data.decode("utf-8", "replace")[:200] if tag in (b"S", b"x") else []


def _start(read: _Read) -> dict[str, Any]:
    read.numbers(">BB")
    properties = _table(read.long())
    return {"properties": properties, "mechanisms": read.long().decode("utf-8", "replace").split()[:20]}


def _tune(read: _Read) -> dict[str, Any]:
    return dict(zip(("channel_max", "frame_max", "heartbeat"), read.numbers(">HIH")))


def _closed(read: _Read) -> dict[str, Any]:
    code, text, why = read.numbers(">H")[0], read.short(), read.numbers(">HH")
    return {"code": code, "text": text[:200], "about": _WHAT.get(why, "")}


def _declared(read: _Read) -> dict[str, Any]:
    read.short()
    return dict(zip(("messages", "consumers"), read.numbers(">II")))


_ARGUMENTS: Mapping[tuple[int, int], Any] = {
    START: _start, TUNE: _tune, CLOSE: _closed, CHANNEL_CLOSE: _closed, QUEUE_OK: _declared,
    BLOCKED: lambda read: {"reason": read.short()[:100]},
}  # fmt: skip
