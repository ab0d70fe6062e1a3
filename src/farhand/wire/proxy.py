"""Talks to HTTP proxies: how far does a request get, and whose answer is it?

Every function is bounded by the deadline it is given and reads a few kilobytes at most. The login is
sent to the proxy and to nobody else.
"""

from __future__ import annotations

import base64
import queue
import socket
import threading
from dataclasses import dataclass, replace

from farhand.deadline import Deadline
from farhand.proxyenv import Address
from farhand.wire.proxy_answer import BODY, Answer, Patience, Stopped, ask, failed, is_page, text
from farhand.wire.tcp import Conn, open_tcp


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


def way(
    route: Route, deadline: Deadline, path: str = "/", patience: Patience | None = None, deep: bool = False
) -> Answer:
    """How far a request of the app's kind gets on this route, up to the first byte from the target.

    Through a tunnel and for direct https that is a first TLS hello; for http through a proxy it is a GET
    of `path`, as only that brings out what the proxy does with it. Direct http ends at the connection,
    or with `deep` at the answer to that GET.
    """
    begun = deadline.left()
    try:
        answer = _way(route, deadline, path, patience, deep)
    except Stopped as stopped:
        answer = stopped.answer
    sent = bool(route.proxy and route.proxy.login and answer.at in ("ask", "after"))
    return replace(answer, login_sent=sent, ms=round((begun - deadline.left()) * 1000, 1))


def _way(route: Route, deadline: Deadline, path: str, patience: Patience | None, deep: bool) -> Answer:
    with route.open(deadline, patience) as conn:
        address = str(conn.sock.getpeername()[0])
        if route.scheme == "https":
            answer = _first_byte(conn, route.host)
        elif route.proxy:
            answer = ask(conn, _get(route, path), patience)
        elif deep:
            answer = replace(ask(conn, _get(route, path)), at="after", result="ok")
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
        if not 200 <= answer.status < 300 or is_page(answer):
            raise Stopped(answer)
    except BaseException:
        conn.close()
        raise
    return conn


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
        return failed("after", error)
    if not data:
        return Answer("after", "closed")
    if data[:1] in (b"\x16", b"\x15"):  # a handshake record or an alert: from here on it is TLS's matter
        return Answer("after", "ok")
    return Answer("after", "garbage", title=text(data[:60]) if data[:5] == b"HTTP/" else "")


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


def _connect(host: str, port: int, deadline: Deadline) -> Conn:
    addresses = resolve(host, deadline)
    last = Answer("connect", "silent")
    for i, address in enumerate(addresses):
        try:
            conn = open_tcp(address, port, deadline.within(deadline.left() / (len(addresses) - i)))
        except (OSError, ValueError) as error:
            last = failed("connect", error, address)
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
        raise Stopped(failed("tls", error)) from None


def _login(proxy: Address | None) -> dict[str, str]:
    if proxy is None or not proxy.login:
        return {}
    pair = f"{proxy.user}:{proxy.password}".encode()
    return {"Proxy-Authorization": "Basic " + base64.b64encode(pair).decode()}


def _authority(host: str, port: int, scheme: str = "") -> str:
    name = f"[{host}]" if ":" in host else host
    return name if port == {"http": 80, "https": 443}.get(scheme) else f"{name}:{port}"
