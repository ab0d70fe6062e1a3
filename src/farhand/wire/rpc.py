"""Remote procedure calls as NFS speaks them over TCP (RFC 5531), and the few calls that a look needs.

A call and its answer are records: four bytes of length, the highest bit set on the last fragment. What is
asked changes nothing at the server: NULL of a program, the port of a program (RFC 1833), the list of exports
(RFC 1813, appendix I), and in version 4 the way down to a folder (RFC 7530, 16.10 and 16.25).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from farhand.wire.speaker import OtherProtocol
from farhand.wire.tcp import Conn

PORTMAP, NFS, MOUNT = 100000, 100003, 100005
NULL, GETPORT, EXPORT, COMPOUND = 0, 3, 5, 1
_TCP = 6
#: Operations of version 4, and what they answer.
_LOOKUP, _PUTROOTFH = 15, 24
V4_OK, V4_PERM, V4_NOENT, V4_ACCESS = 0, 1, 2, 13
#: Bytes of one answer that are believed, and rows of a list of exports.
MOST, ROWS = 65536, 500


class NotRpc(OtherProtocol):
    """What came is no answer to a call."""


@dataclass(frozen=True)
class Reply:
    """`how`: ok, mismatch (then `low` to `high` are spoken), unavailable, procedure, denied, or failed."""

    xid: int
    how: str
    low: int = 0
    high: int = 0
    data: bytes = b""


def call(xid: int, program: int, version: int, procedure: int, told: bytes = b"", uid: int = -1) -> bytes:
    """A call as one record; as that user where one is given (AUTH_SYS), else as nobody."""
    login = struct.pack(">II", 0, 0)
    if uid >= 0:
        body = struct.pack(">IIIII", 0, 0, uid, uid, 0)
        login = struct.pack(">II", 1, len(body)) + body
    whole = struct.pack(">IIIIII", xid, 0, 2, program, version, procedure)
    whole += login + struct.pack(">II", 0, 0) + told
    return struct.pack(">I", 0x80000000 | len(whole)) + whole


def port_of(program: int, version: int) -> bytes:
    """What GETPORT is told, for TCP."""
    return struct.pack(">IIII", program, version, _TCP, 0)


def way_to(parts: Sequence[str]) -> bytes:
    """What COMPOUND is told in minor version 0: from the root down to that folder."""
    steps = b"".join(struct.pack(">I", _LOOKUP) + text(part) for part in parts)
    return struct.pack(">III", 0, 0, 1 + len(parts)) + struct.pack(">I", _PUTROOTFH) + steps


def text(value: str) -> bytes:
    """A text: its length, its bytes, and nothing up to the next four."""
    data = value.encode("utf-8", "surrogateescape")
    return struct.pack(">I", len(data)) + data + b"\0" * (-len(data) % 4)


def ask(conn: Conn, xid: int, asked: bytes) -> Reply:
    """The answer to one call. Raises NotRpc, Closed, Late, TooMuch, OSError."""
    conn.send(asked)
    while True:
        got = reply(record(conn))
        if got.xid == xid:
            return got


def record(conn: Conn) -> bytes:
    """One whole record. Raises as `ask`."""
    whole = b""
    while True:
        head = conn.read_exactly(4)
        mark = struct.unpack(">I", head)[0]
        if mark & 0x7FFFFFFF > MOST - len(whole):
            raise NotRpc(head + conn.kept[:400])
        whole += conn.read_exactly(mark & 0x7FFFFFFF)
        if mark & 0x80000000:
            return whole


def records(data: bytes) -> list[bytes]:
    """The whole records at the beginning of these bytes."""
    found, at, whole = [], 0, b""
    while at + 4 <= len(data):
        mark = struct.unpack_from(">I", data, at)[0]
        size = mark & 0x7FFFFFFF
        if at + 4 + size > len(data):
            break
        whole, at = whole + data[at + 4 : at + 4 + size], at + 4 + size
        if mark & 0x80000000:
            found.append(whole)
            whole = b""
    return found


def reply(whole: bytes) -> Reply:
    """A record as an answer. Raises NotRpc."""
    try:
        xid, kind, state = struct.unpack_from(">III", whole)
        if kind != 1:
            raise NotRpc(whole[:400])
        if state == 1:
            return Reply(xid, "denied")
        size = struct.unpack_from(">I", whole, 16)[0]
        at = 20 + size + -size % 4
        status = struct.unpack_from(">I", whole, at)[0]
        if status == 2:
            return Reply(xid, "mismatch", *struct.unpack_from(">II", whole, at + 4))
    except struct.error:
        raise NotRpc(whole[:400]) from None
    how = {0: "ok", 1: "unavailable", 3: "procedure"}.get(status, "failed")
    return Reply(xid, how, data=whole[at + 4 :])


def number(data: bytes) -> int:
    """The first four bytes: a port, or the state of a COMPOUND; -1 where there are none."""
    return int(struct.unpack_from(">I", data)[0]) if len(data) >= 4 else -1


def exports(data: bytes) -> list[tuple[str, list[str]]]:
    """The folders that mountd gives, each with whom it is for (empty: everybody). Cut where it breaks off."""
    rows: list[tuple[str, list[str]]] = []
    at = 0
    try:
        while struct.unpack_from(">I", data, at)[0] and len(rows) < ROWS:
            folder, at = _text(data, at + 4)
            groups: list[str] = []
            while struct.unpack_from(">I", data, at)[0]:
                name, at = _text(data, at + 4)
                groups.append(name)
            at += 4
            rows.append((folder, groups))
    except struct.error:
        pass
    return rows


def _text(data: bytes, at: int) -> tuple[str, int]:
    size = struct.unpack_from(">I", data, at)[0]
    if at + 4 + size > len(data):
        raise struct.error("a text is cut off")
    return data[at + 4 : at + 4 + size].decode("utf-8", "replace"), at + 4 + size + -size % 4
