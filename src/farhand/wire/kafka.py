"""Kafka's protocol by hand: a request, its answer, and what stands in it.

Only versions without tagged fields are spoken (apache/kafka, clients/src/main/resources/common/message),
which brokers from 0.10 to 4 take. Building and parsing are pure: a paste is read by the same functions.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Optional

from farhand.wire.speaker import OtherProtocol
from farhand.wire.tcp import Closed, Conn, Late, TooMuch

METADATA, DESCRIBE_GROUPS, HANDSHAKE, API_VERSIONS, AUTHENTICATE = 3, 15, 17, 18, 36
#: The oldest Metadata that does not make a topic that it is asked for, and the one that tells rights.
NO_MAKING, WITH_RIGHTS = 4, 8
#: Longest answer that is believed.
MOST = 1 << 20
READ, WRITE = 1 << 3, 1 << 4
_UNTOLD = -(1 << 31)


class NotKafka(OtherProtocol):
    """It does not speak Kafka's protocol."""


@dataclass(frozen=True)
class Versions:
    """`ranges`: api key to (oldest, newest)."""

    error: int
    ranges: dict[int, tuple[int, int]]


@dataclass(frozen=True)
class Broker:
    id: int
    host: str
    port: int


@dataclass(frozen=True)
class Topic:
    """`partitions`: (error, leader, replicas, in sync). `may`: bits of AclOperation, None: not told."""

    name: str
    error: int
    partitions: tuple[tuple[int, int, int, int], ...] = ()
    may: Optional[int] = None


@dataclass(frozen=True)
class Metadata:
    """`controller` is None where the version does not tell it."""

    brokers: tuple[Broker, ...]
    topics: tuple[Topic, ...]
    controller: Optional[int] = None


# Requests ----------------------------------------------------------------------------------------


def request(key: int, version: int, number: int, body: bytes = b"") -> bytes:
    """A whole request with its length in front; `number` comes back in the answer."""
    inner = struct.pack(">hhi", key, version, number) + text("farhand") + body
    return struct.pack(">i", len(inner)) + inner


def text(word: str) -> bytes:
    data = word.encode("utf-8", "surrogateescape")
    return struct.pack(">h", len(data)) + data


def texts(words: Sequence[str]) -> bytes:
    return struct.pack(">i", len(words)) + b"".join(map(text, words))


def wanted(version: int, topics: Sequence[str]) -> bytes:
    """The body of Metadata. Before version 4 it makes a topic that is named: there, all are asked for."""
    if version < NO_MAKING:
        return struct.pack(">i", 0 if version == 0 else -1)
    return texts(topics) + b"\0" + (b"\0\1" if version >= WITH_RIGHTS else b"")


def sized(data: bytes) -> bytes:
    return struct.pack(">i", len(data)) + data


# Talking -----------------------------------------------------------------------------------------


def call(conn: Conn, key: int, version: int, number: int, body: bytes = b"") -> bytes:
    """The answer without length and number. Raises NotKafka, Closed, Late, TooMuch, OSError."""
    conn.send(request(key, version, number, body))
    head = _head(conn)
    size, back = struct.unpack(">ii", head)
    if back != number or not 4 <= size <= MOST:
        raise NotKafka(head + conn.kept[:400])
    return conn.read_exactly(size - 4)


def _head(conn: Conn) -> bytes:
    try:
        return conn.read_exactly(8)
    except (Closed, Late, TooMuch) as error:
        if error.got and not error.got.startswith(b"\0"):
            raise NotKafka(error.got) from None
        raise


# Answers: each raises ValueError where it is cut off or absurd -------------------------------------


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def some(self, size: int) -> bytes:
        if size < 0 or self._at + size > len(self._data):
            raise ValueError("the answer is cut off")
        self._at += size
        return self._data[self._at - size : self._at]

    def number(self, form: str) -> int:
        return int(struct.unpack(form, self.some(struct.calcsize(form)))[0])

    def text(self) -> str:
        size = self.number(">h")
        return "" if size == -1 else self.some(size).decode("utf-8", "replace")

    def count(self) -> Iterator[int]:
        """As many times as the list is long."""
        size = self.number(">i")
        if size > len(self._data):
            raise ValueError("the list is longer than the answer")
        return iter(range(max(0, size)))


def versions(data: bytes) -> Versions:
    """Of ApiVersions 0."""
    read = _Reader(data)
    error = read.number(">h")
    rows = [(read.number(">h"), read.number(">h"), read.number(">h")) for _ in read.count()]
    return Versions(error, {key: (low, high) for key, low, high in rows})


def mechanisms(data: bytes) -> tuple[int, list[str]]:
    """Of SaslHandshake: (error, what the broker takes)."""
    read = _Reader(data)
    return read.number(">h"), [read.text() for _ in read.count()]


def authenticated(data: bytes) -> tuple[int, str, bytes]:
    """Of SaslAuthenticate: (error, message, answer)."""
    read = _Reader(data)
    error, message = read.number(">h"), read.text()
    size = read.number(">i")
    return error, message, read.some(max(0, size))


def metadata(data: bytes, version: int) -> Metadata:
    read = _Reader(data)
    if version >= 3:
        read.number(">i")
    brokers = []
    for _ in read.count():
        brokers.append(Broker(read.number(">i"), read.text(), read.number(">i")))
        if version >= 1:
            read.text()
    if version >= 2:
        read.text()
    controller = read.number(">i") if version >= 1 else None
    return Metadata(tuple(brokers), tuple(_topic(read, version) for _ in read.count()), controller)


def _topic(read: _Reader, version: int) -> Topic:
    error, name = read.number(">h"), read.text()
    if version >= 1:
        read.some(1)
    partitions = tuple(_partition(read, version) for _ in read.count())
    may = read.number(">i") if version >= WITH_RIGHTS else _UNTOLD
    return Topic(name, error, partitions, None if may == _UNTOLD else may)


def _partition(read: _Reader, version: int) -> tuple[int, int, int, int]:
    error, _, leader = read.number(">h"), read.number(">i"), read.number(">i")
    if version >= 7:
        read.number(">i")
    replicas, in_sync = (len([read.number(">i") for _ in read.count()]) for _ in (1, 2))
    if version >= 5:
        [read.number(">i") for _ in read.count()]
    return error, leader, replicas, in_sync


def group(data: bytes) -> int:
    """Of DescribeGroups 0: the first group's error."""
    read = _Reader(data)
    return next((read.number(">h") for _ in read.count()), 0)


# What a broker's versions tell of its release -----------------------------------------------------

#: (release, api key, version that came with it), newest first: kafka-python, protocol/broker_version_data.py.
_RELEASES = (
    ((4, 2), 2, 11), ((4, 1), 0, 13), ((4, 0), 2, 10), ((3, 9), 1, 17), ((3, 8), 0, 11), ((3, 7), 1, 16),
    ((3, 6), 24, 4), ((3, 5), 1, 15), ((3, 3), 29, 3), ((3, 2), 11, 9), ((3, 1), 1, 13), ((3, 0), 2, 7),
    ((2, 8), 0, 9), ((2, 7), 1, 12), ((2, 6), 48, 0), ((2, 5), 29, 2), ((2, 4), 0, 8), ((2, 3), 1, 11),
    ((2, 2), 2, 5), ((2, 1), 1, 10), ((2, 0), 1, 8), ((1, 1), 1, 7), ((1, 0), 3, 5), ((0, 11), 3, 4),
)  # fmt: skip


def release(ranges: dict[int, tuple[int, int]]) -> str:
    """The release whose requests it knows, such as "3.6"; "0.10" for all that are older."""
    for name, key, version in _RELEASES:
        low, high = ranges.get(key, (0, -1))
        if low <= version <= high:
            return ".".join(map(str, name))
    return "0.10"


def is_topic(name: str) -> bool:
    """May a topic have this name?"""
    return bool(re.fullmatch(r"[A-Za-z0-9._-]{1,249}", name)) and name not in (".", "..")
