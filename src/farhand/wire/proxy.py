"""Talks to HTTP proxies: how far does a request get, and whose answer is it?

Every function is bounded by the deadline it is given and reads a few kilobytes at most. The login is
sent to the proxy and to nobody else.
"""

from __future__ import annotations

import base64
import errno
import queue
import re
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Optional

from farhand.deadline import Deadline
from farhand.model import nothing
from farhand.proxyenv import Address
from farhand.wire.tcp import Closed, Conn, Late, TooMuch, open_tcp

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


@dataclass(frozen=True)
class Route:
    """The way to a target: direct, or through a proxy. `Route.open` opens it.

    https through a proxy: a tunnel, ready for TLS with the target. http through a proxy: a connection
    to the proxy; ask for `request_target(path)` and add `headers()`. Direct: a connection to the target.
    """

    scheme: str
    host: str
    port: int
    proxy: Address | None = None

    @property
    def direct(self) -> bool:
        return self.proxy is None

    @property
    def via_proxy(self) -> str:
        """The proxy as it may be shown, "" where the way is direct."""
        return self.proxy.shown if self.proxy else ""

    @property
    def tunnels(self) -> bool:
        return self.proxy is not None and self.scheme == "https"

    def open(self, deadline: Deadline, patience: Patience | None = None) -> Conn:
        """Open the way. Raises Stopped, an OSError that knows where it ended."""
        if self.proxy is None:
            return _connect(self.host, self.port, deadline)
        if self.tunnels:
            return tunnel(self.proxy, self.host, self.port, deadline, patience)
        return connect(self.proxy, deadline)

    def request_target(self, path: str) -> str:
        """What stands in the request line: a proxy needs the whole URL."""
        if self.proxy is None or self.tunnels:
            return path or "/"
        return f"{self.scheme}://{_authority(self.host, self.port, self.scheme)}{path or '/'}"

    def headers(self) -> dict[str, str]:
        """What the request must carry for the proxy; inside a tunnel nothing, as it goes to the target."""
        return {} if self.tunnels else _login(self.proxy)


def way(route: Route, deadline: Deadline, path: str = "/", patience: Patience | None = None) -> Answer:
    """How far a request of the app's kind gets on this route, up to the first byte from the target.

    Through a tunnel and for direct https that is a first TLS hello; for http through a proxy it is a GET
    of `path`, as only that brings out what the proxy does with it. Direct http ends at the connection.
    """
    begun = deadline.left()
    try:
        answer = _way(route, deadline, path, patience)
    except Stopped as stopped:
        answer = stopped.answer
    sent = bool(route.proxy and route.proxy.login and answer.at in ("ask", "after"))
    return replace(answer, login_sent=sent, ms=round((begun - deadline.left()) * 1000, 1))


def _way(route: Route, deadline: Deadline, path: str, patience: Patience | None) -> Answer:
    with route.open(deadline, patience) as conn:
        address = str(conn.sock.getpeername()[0])
        if route.scheme == "https":
            answer = _first_byte(conn, route.host)
        elif route.proxy:
            answer = ask(conn, _get(route, path), patience)
        else:
            answer = Answer("after", "ok")
    return replace(answer, address=address)


def reach(route: Route, deadline: Deadline) -> Answer:
    """Can the route be opened? Nothing is asked of the target."""
    try:
        with route.open(deadline):
            return Answer("after", "ok")
    except Stopped as stopped:
        return stopped.answer


def knock(proxy: Address, deadline: Deadline) -> Answer:
    """Does the proxy accept a connection at all?"""
    try:
        with _connect(proxy.host, proxy.port, deadline) as conn:
            return Answer("connect", "ok", address=str(conn.sock.getpeername()[0]))
    except Stopped as stopped:
        return stopped.answer


def alive(proxy: Address, deadline: Deadline) -> Answer:
    """Does the proxy itself say anything? Asks it something that it must answer without going further."""
    try:
        with connect(proxy, deadline) as conn:
            host = _authority(proxy.host, proxy.port)
            return ask(conn, ["GET / HTTP/1.1", f"Host: {host}", "User-Agent: farhand", "Connection: close"])
    except Stopped as stopped:
        return stopped.answer


def connect(proxy: Address, deadline: Deadline) -> Conn:
    """A connection to the proxy, with TLS where its scheme is https. Raises Stopped."""
    conn = _connect(proxy.host, proxy.port, deadline)
    return _secure(conn, proxy) if proxy.scheme == "https" else conn


def tunnel(
    proxy: Address, host: str, port: int, deadline: Deadline, patience: Patience | None = None
) -> Conn:
    """A CONNECT tunnel to host and port. Raises Stopped with the proxy's answer."""
    conn = connect(proxy, deadline)
    where = _authority(host, port)
    lines = [f"CONNECT {where} HTTP/1.1", f"Host: {where}", "User-Agent: farhand"]
    try:
        answer = ask(conn, lines + [f"{k}: {v}" for k, v in _login(proxy).items()], patience)
        if not 200 <= answer.status < 300 or _is_page(answer):
            raise Stopped(answer)
    except BaseException:
        conn.close()
        raise
    return conn


def ask(conn: Conn, lines: list[str], patience: Patience | None = None) -> Answer:
    """Send a request's head and read the answer's. Raises Stopped where none comes.

    When the time is up and nothing has come, `patience` may give more: a proxy that is alive may only
    be slow to get through.
    """
    try:
        conn.send("\r\n".join([*lines, "", ""]).encode("latin-1", "replace"))
        head = _head(conn, patience)
    except (OSError, ValueError) as error:
        raise Stopped(_failed("ask", error)) from None
    return _answer(head, conn)


def _head(conn: Conn, patience: Patience | None) -> bytes:
    try:
        return conn.read_until(b"\r\n\r\n", limit=HEAD)
    except Late as late:
        more = patience() if patience and not late.got else None
        if more is None:
            raise
    conn.deadline = more
    return conn.read_until(b"\r\n\r\n", limit=HEAD)


def _get(route: Route, path: str) -> list[str]:
    host = _authority(route.host, route.port, route.scheme)
    login = [f"{name}: {value}" for name, value in route.headers().items()]
    first = f"GET {route.request_target(path)} HTTP/1.1"
    return [first, f"Host: {host}", "User-Agent: farhand", "Accept: */*", *login, "Connection: close"]


def _first_byte(conn: Conn, host: str) -> Answer:
    """Send a TLS hello and look at what the answer begins with."""
    try:
        conn.send(_hello(host))
        data = conn.read_some(BODY)
    except (OSError, ValueError) as error:
        return _failed("after", error)
    if not data:
        return Answer("after", "closed")
    if data[:1] in (b"\x16", b"\x15"):  # a handshake record or an alert: from here on it is TLS's matter
        return Answer("after", "ok")
    return Answer("after", "garbage", title=_text(data[:60]) if data[:5] == b"HTTP/" else "")


def _hello(host: str) -> bytes:
    """The first message of a TLS handshake, as this Python's client sends it."""
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    outgoing = ssl.MemoryBIO()
    try:
        context.wrap_bio(ssl.MemoryBIO(), outgoing, server_hostname=host).do_handshake()
    except ssl.SSLWantReadError:
        pass
    return outgoing.read()


def _answer(head: bytes, conn: Conn) -> Answer:
    found = re.match(rb"HTTP/1\.[01] (\d{3}) ?([^\r\n]{0,200})", head)
    if not found:
        raise Stopped(Answer("ask", "garbage", title=_text(head[:60])))
    status = int(found.group(1))
    rows = (line.partition(b":") for line in head.split(b"\r\n")[1:101])
    headers: dict[str, Any] = {}
    for name, _, value in rows:
        key = _text(name).strip().lower()
        if key in TOLD:
            headers.setdefault(key, []).append(_text(value).strip()[:200])
    title = _title(conn) if status >= 300 else ""
    return Answer("ask", "answered", status, _text(found.group(2)).strip(), headers, title)


def _is_page(answer: Answer) -> bool:
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
    return _text(found.group(1)).strip() if found else ""


def _connect(host: str, port: int, deadline: Deadline) -> Conn:
    addresses = resolve(host, deadline)
    last = Answer("connect", "silent")
    for i, address in enumerate(addresses):
        try:
            conn = open_tcp(address, port, deadline.within(deadline.left() / (len(addresses) - i)))
        except (OSError, ValueError) as error:
            last = _failed("connect", error, address)
            continue
        conn.deadline = deadline
        return conn
    raise Stopped(last)


def resolve(host: str, deadline: Deadline) -> list[str]:
    """Addresses of a name, as the app would get them. Raises Stopped."""
    box: queue.SimpleQueue[list[str] | BaseException] = queue.SimpleQueue()
    # The system's look-up cannot be interrupted: it gets a thread that may stay behind.
    threading.Thread(target=_look_up, args=(host, box), daemon=True).start()
    try:
        found = box.get(timeout=max(0.001, deadline.left()))
    except queue.Empty:
        raise Stopped(Answer("resolve", "silent")) from None
    if isinstance(found, BaseException):
        raise Stopped(Answer("resolve", "unresolved", errno=getattr(found, "errno", 0) or 0))
    return found


def _look_up(host: str, box: queue.SimpleQueue[list[str] | BaseException]) -> None:
    try:
        rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        box.put(list(dict.fromkeys(str(row[4][0]) for row in rows)))
    except (OSError, UnicodeError) as error:
        box.put(error)


def _secure(conn: Conn, proxy: Address) -> Conn:
    """TLS with the proxy itself. Raises Stopped."""
    import ssl

    try:
        conn.sock.settimeout(max(0.001, conn.deadline.left()))
        return conn.over(ssl.create_default_context().wrap_socket(conn.sock, server_hostname=proxy.host))
    except (OSError, ValueError) as error:
        conn.close()
        raise Stopped(_failed("tls", error)) from None


def _failed(at: str, error: BaseException, address: str = "") -> Answer:
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


def _login(proxy: Address | None) -> dict[str, str]:
    if proxy is None or not proxy.login:
        return {}
    pair = f"{proxy.user}:{proxy.password}".encode()
    return {"Proxy-Authorization": "Basic " + base64.b64encode(pair).decode()}


def _authority(host: str, port: int, scheme: str = "") -> str:
    name = f"[{host}]" if ":" in host else host
    return name if port == {"http": 80, "https": 443}.get(scheme) else f"{name}:{port}"


def _text(data: bytes) -> str:
    return data.decode("latin-1")
