"""One HTTP/1.1 exchange over any connection, bounded in time and size, whatever the other side answers.

`http.client` gives an exception where a diagnosis needs to know how far it came: no byte at all, half a
head, a head without the promised body, another protocol. So the few lines of the protocol that are
needed are read here, by hand, and everything odd becomes a word in `problem`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, Optional

from farhand.wire import tls
from farhand.wire.tcp import Closed, Conn, Late, TooMuch

#: Bytes of a head, of one line, and of a body that are read at most; and of headers kept.
HEAD, LINE, BODY, HEADERS = 65536, 16384, 262144, 100
_STATUS = re.compile(rb"HTTP/(1\.[01]) (\d{3})(?: ([^\r\n]{0,200}))?\r?\n?$")
#: Answers that have no end by nature: the head and what is there already is all that is waited for.
_ENDLESS = ("text/event-stream", "multipart/x-mixed-replace", "application/x-ndjson")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+$")


@dataclass(frozen=True)
class Request:
    """What is asked. `target` is what stands in the request line: a path, or a whole URL for a proxy."""

    target: str
    host: str  # the Host header
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    promised: Optional[int] = None  # a length that is announced in the place of the body's


@dataclass
class Answer:
    """What came. `problem` is "" or: silent (no byte), late (began, but was not done in time), closed and
    reset (no byte), truncated, garbage (no HTTP; see `first`), too_much (an endless head), alert (TLS)."""

    status: int = 0
    reason: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    problem: str = ""
    first: bytes = b""  # the first bytes as they came
    expected: Optional[int] = None  # the promised length
    cut: bool = False  # the body is longer than what is read of it
    tls: Mapping[str, Any] = field(default_factory=dict)  # what TLS saw, where it ended the exchange
    ttfb_ms: float = 0.0  # from the request to the first byte
    total_ms: float = 0.0
    at: float = 0.0  # wall clock, in the middle between request and first byte

    def header(self, name: str) -> str:
        """The first header of that name, or ""."""
        return next((v for k, v in self.headers if k.lower() == name), "")


class BadRequest(ValueError):
    """The request cannot be sent as declared; says which part, without its value."""


def render(request: Request) -> bytes:
    """The bytes of a request. Raises BadRequest where a declared header would break out of its line."""
    given = {name.lower() for name in request.headers}
    rows = [] if "host" in given else [("Host", request.host)]
    defaults = {"User-Agent": "farhand", "Accept": "*/*", "Accept-Encoding": "identity"}
    rows += [(k, v) for k, v in defaults.items() if k.lower() not in given]
    ours = ("connection", "content-length")
    rows += [(k, str(v)) for k, v in request.headers.items() if k.lower() not in ours]
    if request.body or request.method in ("POST", "PUT", "PATCH"):
        length = len(request.body) if request.promised is None else request.promised
        rows.append(("Content-Length", str(length)))
    for name, value in rows:
        if not _TOKEN.match(name) or re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value):
            raise BadRequest(f"header {name[:40]!r} holds a character that no header may hold")
    if not _TOKEN.match(request.method) or re.search(r"[\x00-\x20\x7f]", request.target):
        raise BadRequest("the method or path holds a character that a request line may not hold")
    lines = [f"{request.method} {request.target} HTTP/1.1", *(f"{k}: {v}" for k, v in rows)]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("utf-8", "replace") + request.body


def exchange(conn: Conn, request: Request, limit: int = BODY) -> Answer:
    """Send and read. Never raises for what the other side does; raises BadRequest before a byte is sent."""
    data = render(request)
    answer, began, wall = Answer(), time.monotonic(), time.time()
    reader = _Reader(conn, answer, began, wall)
    try:
        _send(conn, data)
        _read(reader, answer, request.method, limit)
    except (OSError, ValueError) as error:
        answer.problem = _problem(error, reader, answer)
        answer.tls = _tls_facts(conn, error)
    answer.first = reader.first
    answer.total_ms = round((time.monotonic() - began) * 1000, 1)
    return answer


def parse(data: bytes, method: str = "GET", limit: int = BODY) -> Answer:
    """What `exchange` makes of these bytes, if they are all that comes. Never raises."""
    return exchange(_Said(data), Request("/", "", method), limit)


class _Said(Conn):
    """A connection on which all has been said already."""

    def __init__(self, data: bytes) -> None:
        self._kept = data

    def send(self, data: bytes) -> None:
        return None

    def read_some(self, limit: int = BODY) -> bytes:
        data, self._kept = self._kept[:limit], self._kept[limit:]
        return data


def date_offset(answer: Answer) -> dict[str, float]:
    """How many seconds this host's clock is ahead of the peer's, by its Date header; {} without one.

    The header has whole seconds, so the error is half a second and half the way to and fro.
    """
    if not answer.at or answer.header("age") not in ("", "0"):  # a cache answers with an old date
        return {}
    try:
        peer = parsedate_to_datetime(answer.header("date")).timestamp() + 0.5
    except (TypeError, ValueError, IndexError, OverflowError):
        return {}
    return {"offset_s": round(answer.at - peer, 2), "error_s": round(0.5 + answer.ttfb_ms / 2000, 2)}


class _Reader:
    """Lines and blocks from a connection; notes when the first byte came."""

    def __init__(self, conn: Conn, answer: Answer, began: float, wall: float) -> None:
        self._conn, self._answer, self._began, self._wall = conn, answer, began, wall
        self._kept = b""
        self.first = b""

    def line(self) -> bytes:
        """Up to and with the newline. Raises Closed, Late, TooMuch."""
        while b"\n" not in self._kept:
            if len(self._kept) > LINE:
                raise TooMuch(self._kept[:80])
            self._more(Closed)
        line, _, self._kept = self._kept.partition(b"\n")
        return line + b"\n"

    def block(self, size: int) -> bytes:
        """That many bytes. Raises Closed with what there is."""
        while len(self._kept) < size:
            self._more(Closed)
        data, self._kept = self._kept[:size], self._kept[size:]
        return data

    def take(self) -> bytes:
        """All that is here already."""
        data, self._kept = self._kept, b""
        return data

    def rest(self, size: int) -> bytes:
        """All until the end, at most `size`."""
        try:
            while len(self._kept) < size:
                self._more(EOFError)
        except EOFError:
            pass
        return self.take()[:size]

    def _more(self, at_end: type[Exception]) -> None:
        data = self._conn.read_some()
        if not self.first and data:
            now = time.monotonic()
            self._answer.ttfb_ms = round((now - self._began) * 1000, 1)
            self._answer.at = self._wall + (now - self._began) / 2
        self.first = (self.first + data)[:256]
        if not data:
            raise at_end(self._kept)
        self._kept += data


def _send(conn: Conn, data: bytes) -> None:
    """A peer that has answered and closed already breaks the sending; what it said can still be read."""
    try:
        conn.send(data)
    except Late:
        raise
    except OSError:
        pass


def _read(reader: _Reader, answer: Answer, method: str, limit: int) -> None:
    while answer.status in (0, *range(100, 200)) and answer.status != 101:
        _head(reader, answer)
    _body(reader, answer, method, limit)


def _head(reader: _Reader, answer: Answer) -> None:
    line = reader.line()
    found = _STATUS.match(line)
    if not found:
        raise ValueError("no HTTP")
    answer.status = int(found.group(2))
    answer.reason = (found.group(3) or b"").decode("latin-1").strip()
    answer.headers, size = [], 0
    while True:
        line = reader.line()
        size += len(line)
        if not line.strip():
            return
        if size > HEAD:
            raise TooMuch(line[:80])
        name, colon, value = line.decode("latin-1").partition(":")
        if colon and len(answer.headers) < HEADERS:
            answer.headers.append((name.strip(), value.strip()))


def _body(reader: _Reader, answer: Answer, method: str, limit: int) -> None:
    if method == "HEAD" or answer.status in (101, 204, 304):
        return
    if answer.header("content-type").lower().startswith(_ENDLESS) and not answer.header("content-length"):
        answer.body, answer.cut = reader.take()[:limit], True
        return
    if "chunked" in answer.header("transfer-encoding").lower():
        _chunks(reader, answer, limit)
        return
    length = answer.header("content-length")
    answer.expected = int(length) if length.isdigit() and len(length) < 16 else None
    try:
        if answer.expected is None:
            answer.body = reader.rest(limit)
        else:
            answer.body = reader.block(min(answer.expected, limit))
    except Closed:
        answer.body = reader.take()
        raise
    answer.cut = len(answer.body) >= limit


def _chunks(reader: _Reader, answer: Answer, limit: int) -> None:
    """Whole chunks until the last one, or until there is enough."""
    while len(answer.body) < limit:
        word = reader.line().split(b";")[0].strip()
        if not re.match(rb"[0-9A-Fa-f]{1,8}$", word):
            raise Closed(answer.body)
        size = int(word, 16)
        if size == 0:
            return
        answer.body += reader.block(min(size, limit))
        if size <= limit:
            reader.line()
    answer.cut = True


def _problem(error: BaseException, reader: _Reader, answer: Answer) -> str:
    if isinstance(error, Late):
        return "late" if reader.first else "silent"
    if not answer.status:
        if reader.first:
            return "too_much" if isinstance(error, TooMuch) else "garbage"
        return _cut_word(error)
    return "late" if isinstance(error, TooMuch) else "truncated"


def _cut_word(error: BaseException) -> str:
    import ssl

    if isinstance(error, ssl.SSLError):
        return "alert"
    return "closed" if isinstance(error, Closed) else "reset"


def _tls_facts(conn: Conn, error: BaseException) -> Mapping[str, Any]:
    """What TLS saw, where the exchange went over it: a client certificate is refused only now."""
    sock: Any = getattr(conn, "sock", None)
    if not isinstance(sock, tls.TlsSocket):
        return {}
    return {**tls.seen(sock), **tls.failure(error, sock), "late": True}


def safe_headers(answer: Answer, names: Sequence[str]) -> dict[str, str]:
    """The named headers, shortened."""
    return {name: answer.header(name)[:300] for name in names if answer.header(name)}
