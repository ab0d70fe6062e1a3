"""LDAP as far as a look needs it (RFC 4511): bind, the search of one entry, StartTLS; results and entries.

Nothing is ever added, modified or deleted: there are no such requests here. BER (X.690) by hand, with
bounds: what is longer or deeper than believed raises NotLdap with what came.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from farhand.wire.speaker import OtherProtocol
from farhand.wire.tcp import Closed, Conn, Late, TooMuch

#: Bytes of one message that are believed, and messages that are read for one question.
LONGEST, MESSAGES = 1 << 18, 20
#: Tags of protocol operations (RFC 4511, 4.2 to 4.14).
BIND, BIND_DONE, UNBIND, SEARCH, ENTRY, DONE, REFERENCE = 0x60, 0x61, 0x42, 0x63, 0x64, 0x65, 0x73
EXTENDED, EXTENDED_DONE = 0x77, 0x78
STARTTLS = "1.3.6.1.4.1.1466.20037"
#: What the directory says of itself (RFC 4512, 5.1), and what Active Directory adds.
ABOUT = ("namingContexts", "supportedExtension", "supportedSASLMechanisms", "vendorName", "vendorVersion",
         "defaultNamingContext", "isReadOnly", "structuralObjectClass")  # fmt: skip
_RESULTS = (BIND_DONE, DONE, EXTENDED_DONE)
_REFERRAL = 0xA3


class NotLdap(OtherProtocol):
    """It does not speak LDAP."""


@dataclass(frozen=True)
class Message:
    """One message. `code` is a result's, -1 for an entry; `attributes` are an entry's."""

    number: int
    operation: int
    code: int = -1
    matched: str = ""
    text: str = ""
    referrals: tuple[str, ...] = ()
    name: str = ""
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_result(self) -> bool:
        return self.operation in _RESULTS


# Questions ---------------------------------------------------------------------------------------


def tlv(tag: int, content: bytes) -> bytes:
    """One element: tag, length, content."""
    size = len(content)
    if size < 128:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def _message(number: int, operation: bytes) -> bytes:
    return tlv(0x30, tlv(2, bytes((number,))) + operation)


def bind(number: int, name: str, password: str) -> bytes:
    """A simple bind, version 3."""
    inner = tlv(2, b"\3") + tlv(4, _bytes(name)) + tlv(0x80, _bytes(password))
    return _message(number, tlv(BIND, inner))


def search(number: int, base: str, attributes: tuple[str, ...] = ("1.1",)) -> bytes:
    """The entry `base` itself; with "1.1" none of its attributes (RFC 4511, 4.5.1.8). At most one, 5 s."""
    wanted = tlv(0x30, b"".join(tlv(4, _bytes(name)) for name in attributes))
    how = tlv(10, b"\0") + tlv(10, b"\0") + tlv(2, b"\1") + tlv(2, b"\5") + tlv(1, b"\0")
    return _message(number, tlv(SEARCH, tlv(4, _bytes(base)) + how + tlv(0x87, b"objectClass") + wanted))


def starttls(number: int) -> bytes:
    return _message(number, tlv(EXTENDED, tlv(0x80, STARTTLS.encode())))


def unbind(number: int) -> bytes:
    return _message(number, bytes((UNBIND, 0)))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


# Answers -----------------------------------------------------------------------------------------


def ask(conn: Conn, question: bytes) -> tuple[Message, tuple[Message, ...]]:
    """The result of one question, and the entries that came before it. Raises as `receive`."""
    conn.send(question)
    entries: list[Message] = []
    for _ in range(MESSAGES):
        message = receive(conn)
        if message.is_result:
            return message, tuple(entries)
        entries.append(message)
    raise TooMuch(b"")


def receive(conn: Conn) -> Message:
    """The next message. Raises NotLdap, Closed, Late, TooMuch, OSError."""
    head = _head(conn)
    size, more = _length(head)
    if more:
        head += conn.read_exactly(more)
        size = int.from_bytes(head[2:], "big")
    if size > LONGEST:
        raise NotLdap(head)
    content = conn.read_exactly(size)
    message = parse(content)
    if message is None:
        raise NotLdap(head + content[:400])
    return message


def _head(conn: Conn) -> bytes:
    """Tag and first byte of the length of a message; what else came is in the error."""
    try:
        head = conn.read_exactly(2)
    except (Closed, Late, TooMuch) as error:
        if error.got and error.got[:1] != b"\x30":
            raise NotLdap(error.got[:400]) from None
        raise
    if head[0] != 0x30 or _length(head)[1] > 4:
        raise NotLdap(head + conn.kept[:400])
    return head


def _length(head: bytes) -> tuple[int, int]:
    """The length, and how many bytes of it are still to come."""
    return (head[1], 0) if head[1] < 128 else (0, (head[1] & 0x7F) or 9)


def messages(data: bytes) -> list[Message]:
    """The whole messages in what a server sent; ends at what is none."""
    found: list[Message] = []
    while data[:1] == b"\x30":
        part = _split(data)
        message = parse(part[1]) if part else None
        if part is None or message is None:
            break
        found.append(message)
        data = part[2]
    return found


def parse(content: bytes) -> Message | None:
    """The inside of a message; None where it is none."""
    parts = _parts(content)
    if len(parts) < 2 or parts[0][0] != 2 or not parts[0][1]:
        return None
    number, (tag, inner) = int.from_bytes(parts[0][1][:4], "big"), parts[1]
    if tag in _RESULTS:
        return _result(number, tag, _parts(inner))
    if tag == ENTRY:
        return _entry(number, _parts(inner))
    return Message(number, tag) if tag in (REFERENCE, 0x79) else None


def _result(number: int, tag: int, parts: list[tuple[int, bytes]]) -> Message | None:
    if len(parts) < 3 or parts[0][0] != 10 or not 0 < len(parts[0][1]) < 5:
        return None
    others = next((_parts(inner) for kind, inner in parts[3:] if kind == _REFERRAL), [])
    return Message(
        number,
        tag,
        code=int.from_bytes(parts[0][1], "big"),
        matched=_text(parts[1][1]),
        text=_text(parts[2][1]),
        referrals=tuple(_text(url) for _, url in others[:5]),
    )


def _entry(number: int, parts: list[tuple[int, bytes]]) -> Message | None:
    if len(parts) < 2:
        return None
    rows = [_parts(row) for _, row in _parts(parts[1][1])[:100]]
    found = {_text(row[0][1]): tuple(_text(v) for _, v in _parts(row[1][1])[:60]) for row in rows
             if len(row) == 2}  # fmt: skip
    return Message(number, ENTRY, name=_text(parts[0][1]), attributes=found)


def _text(data: bytes) -> str:
    return data[:2000].decode("utf-8", "replace").rstrip("\0")


def _parts(data: bytes) -> list[tuple[int, bytes]]:
    """The elements in a row; ends at what is none."""
    found: list[tuple[int, bytes]] = []
    while data and len(found) < 1000:
        part = _split(data)
        if part is None:
            break
        found.append(part[:2])
        data = part[2]
    return found


def _split(data: bytes) -> tuple[int, bytes, bytes] | None:
    """The first element's tag and content, and what is behind it; None where it is cut off."""
    if len(data) < 2:
        return None
    size, more = _length(data[:2])
    if more > 4 or len(data) < 2 + more:
        return None
    begin = 2 + more
    size = int.from_bytes(data[2:begin], "big") if more else size
    return (data[0], data[begin : begin + size], data[begin + size :]) if begin + size <= len(data) else None
