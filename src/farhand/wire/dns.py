"""Questions to name servers and their answers, byte by byte (RFC 1035).

Only what a diagnosis needs: A and AAAA, response codes, truncation. Answers are hostile until
proved otherwise: names may point in circles, counts may lie, and what does not fit the question is
not an answer to it.
"""

from __future__ import annotations

import os
import socket
import struct
from dataclasses import dataclass

A, CNAME, SOA, AAAA = 1, 5, 6, 28
TYPES = {"A": A, "AAAA": AAAA}
RCODES = ("NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED")

#: More records than this are not read.
MOST = 256


class Garbled(ValueError):
    """The bytes are no answer to this question; says why."""


@dataclass(frozen=True)
class Answer:
    """What a name server said."""

    rcode: str
    addresses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # CNAME targets, in order
    truncated: bool = False
    recursion: bool = True


def wire_name(name: str) -> bytes:
    """A name in the form of the wire. Raises ValueError, saying which rule it breaks."""
    labels = ascii_name(name).rstrip(".").split(".")
    wire = b"".join(bytes([len(label)]) + label.encode("ascii") for label in labels if label)
    return wire + b"\0"


def ascii_name(name: str) -> str:
    """The name as it is asked for, IDNA beyond ASCII. Raises ValueError, saying why it can be no name."""
    if any(ord(c) <= 32 or c in '/:@?#[]\\"<>' or ord(c) == 127 for c in name):
        raise ValueError("it has a character that no host name has")
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            raise ValueError("it cannot be written in ASCII (IDNA)") from None
    labels = name[:-1].split(".") if name.endswith(".") else name.split(".")
    if not all(labels):
        raise ValueError("it has an empty part between two dots")
    if any(len(label) > 63 for label in labels):
        raise ValueError("one of its parts is longer than 63 characters")
    if len(name.rstrip(".")) > 253:
        raise ValueError("it is longer than 253 characters")
    return name


def question(name: str, kind: str) -> bytes:
    """A recursive query with a random id, without EDNS: as the C library asks."""
    header = os.urandom(2) + struct.pack("!HHHHH", 0x0100, 1, 0, 0, 0)
    return header + wire_name(name) + struct.pack("!HH", TYPES[kind], 1)


def answer(asked: bytes, data: bytes) -> Answer:
    """Read an answer to that question. Raises Garbled."""
    if len(data) < 12:
        raise Garbled("it is too short")
    number, flags, questions, answers = struct.unpack_from("!HHHH", data)
    if number != struct.unpack_from("!H", asked)[0] or not flags & 0x8000:
        raise Garbled("it belongs to another question")
    rcode = flags & 15
    word = RCODES[rcode] if rcode < len(RCODES) else f"RCODE{rcode}"
    if questions == 0 and rcode:  # some servers do not repeat a question that they refuse
        return Answer(word)
    at = _check_question(asked, data, questions)
    addresses, names = _records(data, at, min(answers, MOST), truncated=bool(flags & 0x0200))
    return Answer(word, tuple(addresses), tuple(names), bool(flags & 0x0200), bool(flags & 0x0080))


def _check_question(asked: bytes, data: bytes, questions: int) -> int:
    """The offset behind the question, which must be ours."""
    if questions != 1:
        raise Garbled("it repeats no question")
    name, at = name_at(data, 12)
    wanted, end = name_at(asked, 12)
    if name.lower() != wanted.lower() or data[at : at + 4] != asked[end : end + 4]:
        raise Garbled("it answers another question")
    return at + 4


def _records(data: bytes, at: int, count: int, truncated: bool) -> tuple[list[str], list[str]]:
    addresses: list[str] = []
    names: list[str] = []
    for _ in range(count):
        try:
            _, at = name_at(data, at)
            kind, _, _, size = struct.unpack_from("!HHIH", data, at)
            at += 10
            if at + size > len(data):
                raise Garbled("a record is longer than the message")
            _read(data, at, kind, size, addresses, names)
            at += size
        except (struct.error, Garbled):
            if truncated:  # cut in the middle of a record: what came before it stands
                break
            raise Garbled("a record is cut off") from None
    return addresses, names


def _read(data: bytes, at: int, kind: int, size: int, addresses: list[str], names: list[str]) -> None:
    if kind == A and size == 4:
        addresses.append(socket.inet_ntop(socket.AF_INET, data[at : at + 4]))
    elif kind == AAAA and size == 16:
        addresses.append(socket.inet_ntop(socket.AF_INET6, data[at : at + 16]))
    elif kind == CNAME:
        names.append(name_at(data, at)[0])


def name_at(data: bytes, at: int) -> tuple[str, int]:
    """The name at that offset, and the offset behind it. Pointers may only lead backwards."""
    labels: list[str] = []
    behind, lowest = 0, at
    while True:
        if at >= len(data):
            raise Garbled("a name runs over the end")
        size = data[at]
        if size >= 0xC0:
            if at + 1 >= len(data):
                raise Garbled("a name runs over the end")
            target = (size & 0x3F) << 8 | data[at + 1]
            behind = behind or at + 2
            if target >= lowest:
                raise Garbled("a name points in a circle")
            at = lowest = target
        elif size > 63:
            raise Garbled("a name has a label of unknown form")
        elif size == 0:
            return ".".join(labels), behind or at + 1
        else:
            labels.append(data[at + 1 : at + 1 + size].decode("latin-1"))
            at += 1 + size
        if len(labels) > 128:
            raise Garbled("a name is too long")
