"""HTTP/2 as one small client needs it (RFC 9113): greet, ask at once on several streams, read the answers.

    talk = Talk(conn)
    talk.greet()                                  # until the server's SETTINGS
    talk.ask([Ask("/pkg.Service/Method", headers, body), ...])

What comes is read by `Reader`, which knows no socket: bytes that a command printed are read by the same one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Optional

from farhand.wire import hpack
from farhand.wire.hpack import Malformed
from farhand.wire.speaker import OtherProtocol
from farhand.wire.tcp import Closed, Conn

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RESET, SETTINGS, PUSH, PING, GOAWAY, WINDOW, CONTINUATION = 0, 1, 3, 4, 5, 6, 7, 8, 9
END_STREAM, ACK, END_HEADERS, PADDED, PRIORITY = 1, 1, 4, 8, 32
#: Bytes of one frame, of all data of one stream, and of a block of headers.
FRAME, BODY, BLOCK = 16384, 65536, 131072
#: Codes of RST_STREAM and GOAWAY (RFC 9113, 7).
CODES = (
    "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED",
    "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR",
    "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED",
)  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """One request. `headers` go behind the four that begin with a colon."""

    path: str
    authority: str
    scheme: str = "http"
    headers: Sequence[tuple[str, str]] = ()
    body: bytes = b""

    def rows(self) -> list[tuple[str, str]]:
        first = [(":method", "POST"), (":scheme", self.scheme), (":path", self.path)]
        return [*first, (":authority", self.authority), *self.headers]


@dataclass
class Stream:
    """What was answered on one stream. `reset`: the code of its RST_STREAM."""

    headers: list[tuple[str, str]] = field(default_factory=list)
    trailers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    ended: bool = False
    reset: Optional[int] = None

    @property
    def done(self) -> bool:
        return self.ended or self.reset is not None

    def header(self, name: str) -> str:
        """The last of that name, of trailers before headers; "" without one."""
        return next((v for k, v in reversed([*self.headers, *self.trailers]) if k == name), "")


@dataclass(frozen=True)
class Leaving:
    """GOAWAY: streams above `last` were not looked at."""

    last: int
    code: int
    said: bytes


class Reader:
    """Frames as they come; takes any bytes, and tells what should be sent back."""

    def __init__(self) -> None:
        self.streams: dict[int, Stream] = {}
        self.leaving: Optional[Leaving] = None
        self.greeted = False  # the server's SETTINGS have come
        self._kept, self._block = b"", b""
        self._open = (0, 0)  # stream and flags of headers that go on in another frame
        self._packed = hpack.Decoder()

    def feed(self, data: bytes) -> bytes:
        """Takes bytes; returns those to send back. Raises OtherProtocol where the first frame is none of
        HTTP/2's, and Malformed later on."""
        self._kept += data
        if not self.greeted and not _may_begin(self._kept):
            raise OtherProtocol(self._kept)
        back = b""
        while len(self._kept) >= 9:
            size, kind, flags = int.from_bytes(self._kept[:3], "big"), self._kept[3], self._kept[4]
            if size > FRAME:
                raise Malformed("a frame larger than was allowed")
            if len(self._kept) < 9 + size:
                break
            stream = int.from_bytes(self._kept[5:9], "big") & 0x7FFFFFFF
            payload, self._kept = self._kept[9 : 9 + size], self._kept[9 + size :]
            back += self._frame(kind, flags, stream, payload)
        return back

    def _frame(self, kind: int, flags: int, number: int, payload: bytes) -> bytes:
        if kind == SETTINGS:
            self.greeted = True
            return b"" if flags & ACK else frame(SETTINGS, ACK, 0)
        if kind == PING:
            return b"" if flags & ACK else frame(PING, ACK, 0, payload)
        if kind == GOAWAY and len(payload) >= 8:
            last, code = int.from_bytes(payload[:4], "big") & 0x7FFFFFFF, int.from_bytes(payload[4:8], "big")
            self.leaving = Leaving(last, code, payload[8:200])
        elif kind == RESET and len(payload) == 4 and number in self.streams:
            self.streams[number].reset = int.from_bytes(payload, "big")
        elif kind == DATA:
            return self._data(flags, number, payload)
        elif kind in (HEADERS, CONTINUATION):
            self._headers(kind, flags, number, payload)
        elif kind == PUSH:
            raise Malformed("a push that was not allowed")
        return b""

    def _data(self, flags: int, number: int, payload: bytes) -> bytes:
        stream = self.streams.setdefault(number, Stream())
        stream.body = (stream.body + _bare(payload, flags))[:BODY]
        stream.ended = stream.ended or bool(flags & END_STREAM)
        more = len(payload).to_bytes(4, "big")
        return frame(WINDOW, 0, 0, more) + frame(WINDOW, 0, number, more) if payload else b""

    def _headers(self, kind: int, flags: int, number: int, payload: bytes) -> None:
        if kind == HEADERS:
            self._open, self._block = (number, flags), _bare(payload, flags)
        else:
            self._block += payload
        if len(self._block) > BLOCK:
            raise Malformed("headers without an end")
        if flags & END_HEADERS:
            number, flags = self._open
            rows = self._packed.decode(self._block)
            self._take(self.streams.setdefault(number, Stream()), rows, bool(flags & END_STREAM))

    def _take(self, stream: Stream, rows: list[tuple[str, str]], ends: bool) -> None:
        status = next((value for name, value in rows if name == ":status"), "")
        if len(status) == 3 and status[0] == "1" and not ends:  # what goes before the answer
            return
        if stream.headers:
            stream.trailers = rows
        else:
            stream.headers = rows
        stream.ended = stream.ended or ends


def _may_begin(data: bytes) -> bool:
    """The first frame of a server is SETTINGS on stream 0 (3.4), with six bytes for each setting."""
    size = int.from_bytes(data[:3], "big")
    if len(data) < 4:
        return data[:1] in (b"", b"\0")
    return data[3] == SETTINGS and size <= FRAME and size % 6 == 0 and data[5:9] == bytes(len(data[5:9]))


def _bare(payload: bytes, flags: int) -> bytes:
    """Without padding and priority. Raises Malformed."""
    begin = end = 0
    if flags & PADDED:
        begin, end = 1, payload[0] if payload else 0
    begin += 5 if flags & PRIORITY else 0
    if begin + end > len(payload):
        raise Malformed("a frame is all padding")
    return payload[begin : len(payload) - end]


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def greeting() -> bytes:
    """The preface, and that nothing may be pushed."""
    return PREFACE + frame(SETTINGS, 0, 0, b"\0\2\0\0\0\0")


def asked(asks: Sequence[Ask]) -> bytes:
    """All requests: streams 1, 3, 5 and so on. Headers above one frame's size go on in further ones."""
    return b"".join(_asked(ask, 1 + 2 * n) for n, ask in enumerate(asks))


def _asked(ask: Ask, number: int) -> bytes:
    block = hpack.encode(ask.rows())
    pieces = [block[at : at + FRAME] for at in range(0, len(block), FRAME)]
    out = b""
    for n, piece in enumerate(pieces):
        last = END_HEADERS if n == len(pieces) - 1 else 0
        out += frame(CONTINUATION if n else HEADERS, last, number, piece)
    return out + frame(DATA, END_STREAM, number, ask.body)


@dataclass
class Talk:
    """A conversation over one connection."""

    conn: Conn
    reader: Reader = field(default_factory=Reader)

    def greet(self) -> None:
        """Until the server's SETTINGS. Raises OtherProtocol, Closed, Late, TooMuch, Malformed, OSError."""
        self.conn.send(greeting())
        while not self.reader.greeted:
            self._more()

    def ask(self, asks: Sequence[Ask]) -> dict[int, Stream]:
        """The answers by their stream, as far as they have come; ends with the last one, or a GOAWAY that
        leaves none to wait for. Raises as `greet` does."""
        numbers = [1 + 2 * n for n in range(len(asks))]
        self.conn.send(asked(asks))
        for number in numbers:
            self.reader.streams.setdefault(number, Stream())
        while any(self._waits(number) for number in numbers):
            self._more()
        return self.reader.streams

    def _waits(self, number: int) -> bool:
        left = self.reader.leaving
        gone = left is not None and (left.code != 0 or number > left.last)
        return not self.reader.streams[number].done and not gone

    def _more(self) -> None:
        data = self.conn.read_some()
        if not data:
            raise Closed(b"")
        back = self.reader.feed(data)
        if back:
            self.conn.send(back)


def speaks(conn: Conn) -> bool:
    """True where the greeting is answered in HTTP/2. Raises as `Talk.greet`."""
    Talk(conn).greet()
    return True


def code_name(code: int) -> str:
    return CODES[code] if 0 <= code < len(CODES) else str(code)
