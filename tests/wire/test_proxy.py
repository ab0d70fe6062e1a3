"""Real sockets on loopback: proxies that answer, refuse, lie, drip, flood or say nothing."""

from __future__ import annotations

import base64
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from farhand.deadline import Deadline
from farhand.proxyenv import Address
from farhand.wire import proxy
from farhand.wire.proxy import Route
from farhand.wire.proxy_answer import Stopped

Handler = Callable[[socket.socket], None]


@contextmanager
def serving(handler: Handler) -> Iterator[int]:
    """A server on loopback; a thread for each connection."""
    server = socket.create_server(("127.0.0.1", 0))

    def one(client: socket.socket) -> None:
        with client:
            try:
                handler(client)
            except OSError:
                pass

    def run() -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=one, args=(client,), daemon=True).start()

    threading.Thread(target=run, daemon=True).start()
    try:
        yield server.getsockname()[1]
    finally:
        server.close()


def head_of(client: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = client.recv(4096)
        if not piece:
            break
        data += piece
    return data


def saying(answer: bytes, heard: list[bytes] | None = None) -> Handler:
    def handler(client: socket.socket) -> None:
        head = head_of(client)
        if heard is not None:
            heard.append(head)
        client.sendall(answer)

    return handler


def at(port: int, **more: str) -> Address:
    return Address("http", "127.0.0.1", port, **more)


def https(port: int) -> Route:
    return Route("https", "api.test", 443, at(port))


def http(port: int, **more: str) -> Route:
    return Route("http", "api.test", 8080, at(port, **more))


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def relay(client: socket.socket) -> None:
    """An honest CONNECT proxy, whatever the name: it leads to the port that was asked for on loopback."""
    port = int(head_of(client).split(b" ")[1].rpartition(b":")[2])
    with socket.create_connection(("127.0.0.1", port), 2) as target:
        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        back = threading.Thread(target=_pump, args=(target, client), daemon=True)
        back.start()
        _pump(client, target)
        back.join(1)


def _pump(source: socket.socket, sink: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            sink.sendall(data)
    except OSError:
        pass


def test_a_tunnel_to_a_tls_server() -> None:
    with serving(saying_hello) as target, serving(relay) as port:
        answer = proxy.way(Route("https", "api.test", target, at(port)), Deadline(3))
    assert answer.ok
    assert answer.at == "after"


def saying_hello(client: socket.socket) -> None:
    assert client.recv(4096)[:1] == b"\x16", "the first packet through the tunnel is a TLS hello"
    client.sendall(b"\x16\x03\x03\x00\x04abcd")


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x\r\n\r\n", 407),
        (b"HTTP/1.0 403 Forbidden\r\n\r\n", 403),
        (b"HTTP/1.1 502\r\n\r\n", 502),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhome", 200),
    ],
)
def test_the_answer_to_connect(answer: bytes, status: int) -> None:
    with serving(saying(answer)) as port:
        found = proxy.way(https(port), Deadline(3))
    assert (found.at, found.result, found.status) == ("ask", "answered", status)


def test_what_is_offered_for_a_login_and_the_title_of_a_page_are_told() -> None:
    page = (
        b"HTTP/1.1 407 No\r\nProxy-Authenticate: Negotiate\r\n"
        b"Proxy-Authenticate: NTLM\r\nSet-Cookie: secret\r\n\r\n"
        b"<html><title> Log in </title>"
    )
    with serving(saying(page)) as port:
        found = proxy.way(https(port), Deadline(3))
    assert found.headers["proxy-authenticate"] == ["Negotiate", "NTLM"]
    assert found.title == "Log in"
    assert "set-cookie" not in found.headers


@pytest.mark.parametrize("route", [https, http])
def test_nothing_listens(route: Callable[[int], Route]) -> None:
    found = proxy.way(route(closed_port()), Deadline(3))
    assert (found.at, found.result, found.errno) == ("connect", "refused", 111)


def test_a_name_that_does_not_resolve() -> None:
    found = proxy.way(Route("https", "api.test", 443, Address("http", "proxy.invalid", 3128)), Deadline(5))
    assert (found.at, found.result) == ("resolve", "unresolved")


@pytest.mark.parametrize("host", ["a" * 70 + ".test", "pro\u00df..xy"])
def test_a_name_that_cannot_be_one(host: str) -> None:
    found = proxy.way(Route("https", "api.test", 443, Address("http", host, 3128)), Deadline(5))
    assert (found.at, found.result) == ("resolve", "unresolved")


def mute(client: socket.socket) -> None:
    time.sleep(3)


def drip(client: socket.socket) -> None:
    for byte in b"HTTP/1.1 200 Connection established, in a while" * 9:
        client.sendall(bytes([byte]))
        time.sleep(0.05)


def flood(client: socket.socket) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        client.sendall(b"x" * 65536)


@pytest.mark.parametrize(("handler", "result"), [(mute, "silent"), (drip, "garbage"), (flood, "garbage")])
def test_no_wait_is_longer_than_the_deadline(handler: Handler, result: str) -> None:
    begun = time.monotonic()
    with serving(handler) as port:
        found = proxy.way(https(port), Deadline(0.4))
    assert time.monotonic() - begun < 0.8
    assert found.at == "ask"
    assert found.result in (result, "silent")


@pytest.mark.parametrize("banner", [b"SSH-2.0-x\r\n", b"\x00\xff\x13\x37" * 9, b"220 mail ready\r\n"])
def test_another_protocol_is_told_at_once(banner: bytes) -> None:
    def handler(client: socket.socket) -> None:
        client.sendall(banner)
        time.sleep(3)

    begun = time.monotonic()
    with serving(handler) as port:
        found = proxy.way(https(port), Deadline(2))
    assert (found.at, found.result) == ("ask", "garbage")
    assert time.monotonic() - begun < 1


def test_closed_and_reset_when_asked() -> None:
    def reset(client: socket.socket) -> None:
        client.recv(1)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")

    with serving(lambda client: client.recv(4096) and None) as port:
        assert proxy.way(https(port), Deadline(2)).result == "closed"
    with serving(reset) as port:
        assert proxy.way(https(port), Deadline(2)).result == "reset"


def test_a_tunnel_through_which_nothing_comes() -> None:
    def handler(client: socket.socket) -> None:
        saying(b"HTTP/1.1 200 Connection established\r\n\r\n")(client)
        time.sleep(3)

    with serving(handler) as port:
        found = proxy.way(https(port), Deadline(0.5))
    assert (found.at, found.result) == ("after", "silent")


def test_a_page_inside_the_tunnel() -> None:
    def handler(client: socket.socket) -> None:
        saying(b"HTTP/1.1 200 Connection established\r\n\r\n")(client)
        client.recv(4096)
        client.sendall(b"HTTP/1.1 403 Forbidden\r\n\r\n")

    with serving(handler) as port:
        found = proxy.way(https(port), Deadline(2))
    assert (found.at, found.result) == ("after", "garbage")
    assert found.title.startswith("HTTP/1.1 403")


def test_plain_http_asks_for_the_whole_url_and_gives_the_login_to_the_proxy() -> None:
    heard: list[bytes] = []
    with serving(saying(b"HTTP/1.1 200 OK\r\n\r\n", heard)) as port:
        found = proxy.way(http(port, user="me", password="p@ss"), Deadline(2), "/ping?x=1")
    assert found.status == 200
    assert heard[0].startswith(b"GET http://api.test:8080/ping?x=1 HTTP/1.1\r\nHost: api.test:8080\r\n")
    assert base64.b64encode(b"me:p@ss") in heard[0]


def test_the_login_is_not_sent_into_the_tunnel_or_on_the_direct_way() -> None:
    route = Route("https", "api.test", 443, at(1, user="me", password="Sesame"))
    assert route.headers() == {}
    assert Route("http", "api.test", 80).headers() == {}
    assert "Sesame" not in repr(route)
    assert route.via_proxy == "http://127.0.0.1:1"


@pytest.mark.parametrize(
    ("route", "target"),
    [
        (Route("http", "api.test", 80), "/a"),
        (Route("http", "api.test", 80, at(1)), "http://api.test/a"),
        (Route("http", "fd77::2", 8080, at(1)), "http://[fd77::2]:8080/a"),
        (Route("https", "api.test", 443, at(1)), "/a"),
    ],
)
def test_what_stands_in_the_request_line(route: Route, target: str) -> None:
    assert route.request_target("/a") == target


def test_a_proxy_that_is_alive_gets_more_time() -> None:
    def slow(client: socket.socket) -> None:
        head_of(client)
        time.sleep(0.6)
        client.sendall(b"HTTP/1.1 403 No\r\n\r\n")

    with serving(slow) as port:
        assert proxy.way(https(port), Deadline(0.3)).result == "silent"
        assert proxy.way(https(port), Deadline(0.3), patience=lambda: Deadline(2)).status == 403


def test_a_living_proxy_says_something_when_asked_for_itself() -> None:
    with serving(saying(b"HTTP/1.1 400 Bad Request\r\nServer: squid/5.7\r\n\r\n")) as port:
        found = proxy.alive(at(port), Deadline(2))
    assert found.status == 400
    assert found.headers["server"] == ["squid/5.7"]
    assert proxy.alive(at(closed_port()), Deadline(2)).result == "refused"


def test_tls_to_a_proxy_that_speaks_plain_http() -> None:
    with serving(saying(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as port:
        found = proxy.way(Route("https", "api.test", 443, Address("https", "127.0.0.1", port)), Deadline(2))
    assert found.at == "tls"


def test_open_raises_an_error_of_the_system_that_knows_where_it_ended() -> None:
    with serving(saying(b"HTTP/1.1 407 Login\r\n\r\n")) as port, pytest.raises(Stopped) as stopped:
        https(port).open(Deadline(2))
    assert isinstance(stopped.value, OSError)
    assert stopped.value.answer.status == 407


def test_the_direct_way_as_deep_as_asked() -> None:
    with serving(saying(b"HTTP/1.1 503 No\r\n\r\n")) as port:
        route = Route("http", "127.0.0.1", port)
        assert proxy.way(route, Deadline(2)).facts()["ok"]
        assert proxy.way(route, Deadline(2), deep=True).status == 503
    with serving(mute) as port:
        assert not proxy.way(Route("http", "127.0.0.1", port), Deadline(0.3), deep=True).ok
