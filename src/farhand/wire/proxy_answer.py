"""What a proxy answers, read with care: a head of a few kilobytes, and the title of an error page."""

from __future__ import annotations

import errno
import re
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional

from farhand.deadline import Deadline
from farhand.model import nothing
from farhand.wire.tcp import Closed, Conn, Late, TooMuch

#: Bytes of an answer's head, and of its body, that are read at most.
HEAD, BODY = 16384, 2048
#: Headers that tell who answers and what is wanted; all others stay unread.
TOLD = (
    "server",
    "via",
    "proxy-authenticate",
    "proxy-status",
    "x-squid-error",
    "content-type",
    "location",
    "content-length",
)

#: Asked when the time is up and nothing has come: more time, or None.
Patience = Callable[[], Optional[Deadline]]


@dataclass(frozen=True)
class Answer:
    """How far it went. `at` is the step that ended it, `result` what happened there.

    at: resolve, connect, tls (to the proxy), ask, after (the tunnel stands);
    result: ok, answered, unresolved, refused, silent, reset, closed, unreachable, garbage, untrusted.
    """

    at: str
    result: str
    status: int = 0
    reason: str = ""
    headers: Mapping[str, Any] = field(default_factory=nothing)
    title: str = ""
    errno: int = 0
    address: str = ""
    login_sent: bool = False
    ms: float = 0.0

    @property
    def ok(self) -> bool:
        return self.result == "ok"

    def facts(self) -> dict[str, Any]:
        """As plain data; empty fields are left out."""
        rows = {
            "at": self.at,
            "result": self.result,
            "status": self.status,
            "reason": self.reason,
            "headers": dict(self.headers),
            "title": self.title,
            "errno": self.errno,
            "address": self.address,
            "login_sent": self.login_sent,
            "ms": self.ms,
        }
        return {"ok": self.ok, **{k: v for k, v in rows.items() if v}}


class Stopped(OSError):
    """The way ends before the target; `answer` tells where."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"{answer.at}: {answer.result} {answer.status or ''}".strip())
        self.answer = answer


def ask(conn: Conn, lines: list[str], patience: Patience | None = None) -> Answer:
    """Send a request's head and read the answer's. Raises Stopped where none comes.

    When the time is up and nothing has come, `patience` may give more: a proxy that is alive may only
    be slow to get through.
    """
    try:
        conn.send("\r\n".join([*lines, "", ""]).encode("latin-1", "replace"))
        head = _head(conn, patience)
    except (OSError, ValueError) as error:
        raise Stopped(failed("ask", error)) from None
    return _answer(head, conn)


def _head(conn: Conn, patience: Patience | None) -> bytes:
    try:
        start = conn.read_exactly(5)
    except Late as late:
        more = patience() if patience and not late.got else None
        if more is None:
            raise
        conn.deadline = more
        start = conn.read_exactly(5)
    if start != b"HTTP/":
        raise TooMuch(start)  # another protocol: there is no end of the head to wait for
    return start + conn.read_until(b"\r\n\r\n", limit=HEAD)


def _answer(head: bytes, conn: Conn) -> Answer:
    found = re.match(rb"HTTP/1\.[01] (\d{3}) ?([^\r\n]{0,200})", head)
    if not found:
        raise Stopped(Answer("ask", "garbage", title=text(head[:60])))
    status = int(found.group(1))
    rows = (line.partition(b":") for line in head.split(b"\r\n")[1:101])
    headers: dict[str, Any] = {}
    for name, _, value in rows:
        key = text(name).strip().lower()
        if key in TOLD:
            headers.setdefault(key, []).append(text(value).strip()[:200])
    page = "html" in " ".join(headers.get("content-type", ()))
    title = _title(conn) if status >= 300 or page else ""
    return Answer("ask", "answered", status, text(found.group(2)).strip(), headers, title)


def is_page(answer: Answer) -> bool:
    """A tunnel has no content: this is a web server, or a page that stands in for the tunnel."""
    return any(length.isdigit() and int(length) > 0 for length in answer.headers.get("content-length", ()))


def _title(conn: Conn) -> str:
    """The title of an error page, from the little of it that comes at once."""
    conn.deadline, whole = conn.deadline.within(0.3), conn.deadline
    try:
        body = conn.read_to_end(BODY)
    except OSError:
        body = b""
    finally:
        conn.deadline = whole
    found = re.search(rb"<title[^>]*>([^<]{1,200})", body, re.IGNORECASE)
    return text(found.group(1)).strip() if found else ""


def failed(at: str, error: BaseException, address: str = "") -> Answer:
    code = getattr(error, "errno", 0) or 0
    return Answer(at, _word(error, code), errno=code, address=address)


_WORDS = {
    errno.ECONNREFUSED: "refused",
    errno.ECONNRESET: "reset",
    errno.EPIPE: "closed",
    errno.ETIMEDOUT: "silent",
    errno.EHOSTUNREACH: "unreachable",
    errno.ENETUNREACH: "unreachable",
    errno.EACCES: "unreachable",
    errno.EPERM: "unreachable",
}


def _word(error: BaseException, code: int) -> str:
    if isinstance(error, TooMuch):
        return "garbage"
    if isinstance(error, (Late, socket.timeout, TimeoutError)):
        return "silent"
    if isinstance(error, Closed):
        return "garbage" if error.got else "closed"
    name = type(error).__name__
    if name == "SSLCertVerificationError":
        return "untrusted"
    if name in ("SSLEOFError", "SSLZeroReturnError"):
        return "closed"
    return "garbage" if name.startswith("SSL") else _WORDS.get(code, "unreachable")


def text(data: bytes) -> str:
    return data.decode("latin-1")
