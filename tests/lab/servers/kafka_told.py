"""A server at the level of Kafka's protocol: it answers what a world tells it to, for states and logins that
no broker here can be brought into.

It is no broker: it keeps no messages. What it says follows apache/kafka's message definitions (clients/src/
main/resources/common/message) and SaslServerAuthenticator: before the login only ApiVersions and the SASL
requests are taken, all else ends the connection. Real clients (confluent-kafka, kafka-python) log in
and read its metadata (tests/checks/test_kafka.py).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import socket
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

from tests.lab.servers.listen import Tls, listen, serve, with_tls

#: ApiKey: newest version of each that is spoken here. No flexible versions.
VERSIONS = {0: 7, 1: 11, 2: 5, 3: 8, 8: 7, 9: 5, 10: 2, 11: 5, 12: 3, 13: 3, 14: 3, 15: 4, 16: 2,
            17: 1, 18: 2, 19: 4, 20: 3, 22: 1, 36: 1}  # fmt: skip
#: Bits of what a user may do with a topic: read, write, describe.
EVERYTHING = 1 << 3 | 1 << 4 | 1 << 8


@dataclass(frozen=True)
class Topic:
    """`partitions`: (leader or -1, replicas, those in sync); `error` is told for the whole topic."""

    partitions: Sequence[tuple[int, Sequence[int], Sequence[int]]] = ((1, (1,), (1,)),)
    error: int = 0
    may: int = EVERYTHING


@dataclass(frozen=True)
class Told:
    """What it answers. `users`: name to password for every mechanism; none: no login is taken."""

    brokers: Sequence[tuple[int, str, int]]
    topics: Mapping[str, Topic] = field(default_factory=dict)
    controller: int = 1
    mechanisms: Sequence[str] = ()
    users: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[int, int] = field(default_factory=lambda: VERSIONS)
    denied_groups: Sequence[str] = ()


def start(
    lab: Any, folder: Path, port: int = 9092, ip: str = "", tls: Tls = None, brokers: Any = None, **told: Any
) -> Any:  # fmt: skip
    """In `lab.svc`; without `brokers` it advertises itself."""
    ip = ip or lab.SVC
    state = Told(brokers or ((1, ip, port),), **told)
    for password in state.users.values():
        lab.secrets.add(password)

    def run(ready: Callable[[], None]) -> None:
        server = listen(ip, port)
        ready()
        serve(server, with_tls(handler(state), tls))

    return lab.svc.fork("kafka", run)


def handler(told: Told) -> Callable[[socket.socket], None]:
    def talk(connection: socket.socket) -> None:
        login = Login(told)
        while True:
            size = struct.unpack(">i", _exactly(connection, 4))[0]
            if not 0 < size < 1 << 20:
                return
            answer = _answer(told, login, Reader(_exactly(connection, size)))
            if answer is None:
                return
            connection.sendall(struct.pack(">i", len(answer)) + answer)
            if login.over:
                return

    return talk


def _exactly(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = connection.recv(size - len(data))
        if not piece:
            raise ConnectionError
        data += piece
    return data


class Reader:
    """Big-endian numbers, strings and bytes, as they come."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def take(self, form: str) -> Any:
        size = struct.calcsize(form)
        if len(self.data) < size:
            raise ConnectionError
        found, self.data = struct.unpack(form, self.data[:size]), self.data[size:]
        return found[0]

    def text(self) -> Optional[str]:
        size = self.take(">h")
        return None if size < 0 else self.some(size).decode("utf-8", "replace")

    def some(self, size: int) -> bytes:
        found, self.data = self.data[:size], self.data[size:]
        return found

    def texts(self) -> Optional[list[str]]:
        count = self.take(">i")
        return None if count < 0 else [self.text() or "" for _ in range(min(count, 1000))]


class Login:
    """One connection's login, as SaslServerAuthenticator keeps it."""

    def __init__(self, told: Told) -> None:
        self.told, self.mechanism, self.over = told, "", False
        self.done = not told.mechanisms
        self._scram: dict[str, Any] = {}

    def step(self, data: bytes) -> tuple[int, str, bytes]:
        """(error, message, answer) to the client's bytes."""
        if self.mechanism == "PLAIN":
            _, user, password = [*data.decode("utf-8", "replace").split("\0"), "", "", ""][:3]
            good = self.told.users.get(user) == password
            return self._end(good, "Invalid username or password", b"")
        return self._first(data.decode()) if not self._scram else self._last(data.decode())

    def _end(self, good: bool, why: str, answer: bytes) -> tuple[int, str, bytes]:
        self.done, self.over = good, not good
        return (0, "", answer) if good else (58, f"Authentication failed: {why}", b"")

    def _first(self, message: str) -> tuple[int, str, bytes]:
        bare = message.split(",", 2)[2]
        words = dict(word.split("=", 1) for word in bare.split(","))
        salt, nonce = os.urandom(16), words["r"] + "server"
        first = f"r={nonce},s={base64.b64encode(salt).decode()},i=4096"
        self._scram = {"user": words["n"], "salt": salt, "bare": bare, "first": first}
        return 0, "", first.encode()

    def _last(self, message: str) -> tuple[int, str, bytes]:
        kind = "sha512" if self.mechanism.endswith("512") else "sha256"
        held, (without, _, proof) = self._scram, message.rpartition(",p=")
        password = self.told.users.get(held["user"], os.urandom(9).hex())
        salted = hashlib.pbkdf2_hmac(kind, password.encode(), held["salt"], 4096)
        signed = ",".join((held["bare"], held["first"], without)).encode()
        key = hmac.digest(salted, b"Client Key", kind)
        mine = hmac.digest(hashlib.new(kind, key).digest(), signed, kind)
        good = bytes(a ^ b for a, b in zip(base64.b64decode(proof), mine)) == key
        server = hmac.digest(hmac.digest(salted, b"Server Key", kind), signed, kind)
        why = f"during authentication due to invalid credentials with SASL mechanism {self.mechanism}"
        return self._end(good, why, b"v=" + base64.b64encode(server))


def _answer(told: Told, login: Login, ask: Reader) -> Optional[bytes]:
    """The answer to a request; None ends the connection."""
    key, version, number = ask.take(">h"), ask.take(">h"), ask.take(">i")
    ask.text()
    head = struct.pack(">i", number)
    if key == 18:
        return head + _versions(told, version)
    if key == 17:
        return head + _handshake(told, login, ask.text() or "")
    if key == 36 and login.mechanism:
        error, why, data = login.step(ask.some(ask.take(">i")))
        more = struct.pack(">q", 0) if version >= 1 else b""
        return (
            head + struct.pack(">h", error) + _text(why or None) + struct.pack(">i", len(data)) + data + more
        )
    if not login.done or key not in told.versions or version > told.versions[key]:
        return None
    if key == 3:
        return head + _metadata(told, version, ask)
    return head + _groups(told, version, ask) if key == 15 else None


def _text(text: Optional[str]) -> bytes:
    return struct.pack(">h", -1) if text is None else struct.pack(">h", len(text.encode())) + text.encode()


def _list(rows: Sequence[bytes]) -> bytes:
    return struct.pack(">i", len(rows)) + b"".join(rows)


def _versions(told: Told, version: int) -> bytes:
    known = version <= told.versions[18]
    rows = _list([struct.pack(">hhh", key, 0, newest) for key, newest in told.versions.items()])
    more = struct.pack(">i", 0) if known and version >= 1 else b""
    return struct.pack(">h", 0 if known else 35) + rows + more


def _handshake(told: Told, login: Login, wanted: str) -> bytes:
    if not told.mechanisms:  # KafkaApis.handleSaslHandshakeRequest: not on this listener
        return struct.pack(">h", 34) + _list([])
    good = wanted in told.mechanisms
    login.mechanism, login.over = (wanted, False) if good else ("", True)
    return struct.pack(">h", 0 if good else 33) + _list([_text(name) for name in told.mechanisms])


def _metadata(told: Told, version: int, ask: Reader) -> bytes:
    names = ask.texts()
    everything = names is None or (version == 0 and not names)
    rack = _text(None) if version >= 1 else b""
    brokers = [
        struct.pack(">i", i) + _text(host) + struct.pack(">i", port) + rack for i, host, port in told.brokers
    ]
    wanted = (
        told.topics if everything else {name: told.topics.get(name, Topic((), 3)) for name in names or ()}
    )
    rows = [_topic(name, topic, version) for name, topic in wanted.items()]
    head = (struct.pack(">i", 0) if version >= 3 else b"") + _list(brokers)
    head += _text("told") if version >= 2 else b""
    head += struct.pack(">i", told.controller) if version >= 1 else b""
    return head + _list(rows) + (struct.pack(">i", -(1 << 31)) if version >= 8 else b"")


def _topic(name: str, topic: Topic, version: int) -> bytes:
    def numbers(row: Sequence[int]) -> bytes:
        return _list([struct.pack(">i", one) for one in row])

    def one(number: int, leader: int, replicas: Sequence[int], in_sync: Sequence[int]) -> bytes:
        row = struct.pack(">hii", 0 if leader >= 0 else 5, number, leader)
        row += struct.pack(">i", 7) if version >= 7 else b""
        gone = [r for r in replicas if r not in in_sync] if leader < 0 else []
        return row + numbers(replicas) + numbers(in_sync) + (numbers(gone) if version >= 5 else b"")

    parts = [one(i, *row) for i, row in enumerate(topic.partitions)]
    inside = struct.pack(">b", 0) if version >= 1 else b""
    more = struct.pack(">i", topic.may if not topic.error else -(1 << 31)) if version >= 8 else b""
    return struct.pack(">h", topic.error) + _text(name) + inside + _list(parts) + more


def _groups(told: Told, version: int, ask: Reader) -> bytes:
    """DescribeGroups: rights are looked at first; a group that nobody has made is dead (or elsewhere)."""
    rows = []
    for name in ask.texts() or ():
        error = 30 if name in told.denied_groups else 0
        row = struct.pack(">h", error) + _text(name) + _text("" if error else "Dead") + _text("") * 2
        row += _list([])
        rows.append(row + (struct.pack(">i", -(1 << 31)) if version >= 3 else b""))
    return (struct.pack(">i", 0) if version >= 1 else b"") + _list(rows)
