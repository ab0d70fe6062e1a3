"""MongoDB's wire protocol: a command goes out as OP_MSG, and a document comes back.

Source: MongoDB's manual, reference/mongodb-wire-protocol, and the specifications of its drivers
(github.com/mongodb/specifications: message/OP_MSG, mongodb-handshake). Building and parsing are pure:
a paste is read by the same functions.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

from farhand.wire import bson
from farhand.wire.speaker import OtherProtocol
from farhand.wire.tcp import Closed, Conn, Late, TooMuch

OP_REPLY, OP_QUERY, OP_MSG = 1, 2004, 2013
#: Longest answer that is believed.
MOST = 1 << 20
#: The newest wire version of servers that do not know OP_MSG (MongoDB 3.4).
WITHOUT_MSG = 5


class NotMongo(OtherProtocol):
    """It does not speak MongoDB's protocol."""


def message(number: int, doc: Mapping[str, Any]) -> bytes:
    """A command as OP_MSG; `doc` holds `$db`. `number` comes back in the answer."""
    return _headed(number, OP_MSG, b"\0\0\0\0\0" + bson.encode(doc))


def old_hello(number: int) -> bytes:
    """The first question as drivers asked it before OP_MSG, and mostly still do."""
    doc = bson.encode({"isMaster": 1, "helloOk": True})
    return _headed(number, OP_QUERY, b"\0\0\0\0admin.$cmd\0" + struct.pack("<ii", 0, -1) + doc)


def _headed(number: int, code: int, body: bytes) -> bytes:
    return struct.pack("<iiii", 16 + len(body), number, 0, code) + body


def call(conn: Conn, number: int, doc: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a command. Raises NotMongo, Closed, Late, TooMuch, OSError."""
    return talk(conn, number, message(number, doc))


def talk(conn: Conn, number: int, question: bytes) -> dict[str, Any]:
    """The answer to a whole message of that number. Raises as `call`."""
    conn.send(question)
    head = _head(conn)
    size, _, back, code = struct.unpack("<iiii", head)
    if back != number or code not in (OP_REPLY, OP_MSG) or not 16 < size <= MOST:
        raise NotMongo(head + conn.kept[:400])
    try:
        return _document(code, conn.read_exactly(size - 16))
    except ValueError as error:
        if isinstance(error, TooMuch):
            raise
        raise NotMongo(head) from None


def _head(conn: Conn) -> bytes:
    try:
        return conn.read_exactly(16)
    except (Closed, Late, TooMuch) as error:
        if error.got:
            raise NotMongo(error.got) from None
        raise


def _document(code: int, body: bytes) -> dict[str, Any]:
    """The document behind flags and kind of section, or behind the fields of OP_REPLY."""
    return bson.decode(body[5:] if code == OP_MSG else body[20:])


def answers(data: bytes) -> dict[int, dict[str, Any]]:
    """Each whole answer in these bytes, by the number of its question; ends at what is none."""
    found: dict[int, dict[str, Any]] = {}
    at = 0
    while at + 16 <= len(data):
        size, _, back, code = struct.unpack_from("<iiii", data, at)
        if code not in (OP_REPLY, OP_MSG) or not 16 < size <= len(data) - at:
            break
        try:
            found.setdefault(back, _document(code, data[at + 16 : at + size]))
        except ValueError:
            break
        at += size
    return found
