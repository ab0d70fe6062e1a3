"""Every connection that may be made, and from where in the code."""

from __future__ import annotations

from collections.abc import Iterator

from farhand import firewall
from farhand.bundle.pack import Block, Lines, Scope, Table, _code

TITLE, ORDER = "Network connections", 40
DOORS = (
    "socket.socket", "socket.create_connection", "socket.getaddrinfo", "socket.socketpair",
    "asyncio.open_connection", "urllib.request.urlopen", "http.client.HTTPConnection",
    "http.client.HTTPSConnection", "socketserver.TCPServer", "socketserver.UDPServer",
    "socketserver.UnixStreamServer", "http.server.HTTPServer", "http.server.ThreadingHTTPServer",
)  # fmt: skip


def part(scope: Scope) -> Iterator[Block]:
    yield (
        "Connections are made to what is declared, to the site's own name and time servers, and to a proxy "
        "that the environment or the declaration names. There is no other destination: no update, no "
        "licence, no statistics."
    )
    rows = _declared(scope)
    if rows:
        yield Table(("For", "Host", "Port", "Protocol", "Through", "Why"), tuple(rows))
    elif scope.app:
        yield "All that is declared is on the host itself: files, Unix sockets, loopback."
    items = scope.plan.items if scope.plan else ()
    asked = tuple((i.name, ", ".join(i.network)) for i in items if i.network)
    if asked:
        yield "Of the bundle's items these connect:"
        yield Table(("Item", "To"), asked)
    found = _code.callers(DOORS)
    if found:
        yield "These files of the code can open a socket, and no others:"
        yield Lines(tuple(f"{name}: {why} ({', '.join(used)})" for name, why, used in found))
    libraries = _code.libraries()
    if libraries:
        yield (
            "Libraries that are not Python's own. A database's driver, used only where the app has "
            "it, connects to "
            "the declared dependency by itself; the others open no connection."
        )
        yield Table(
            ("Library", "Used by"), tuple((name, ", ".join(files)) for name, files in libraries.items())
        )


def _declared(scope: Scope) -> list[tuple[str, ...]]:
    """The rules that a network team is asked for, and the addresses of [outside]."""
    rules = firewall.rules(scope.app, scope.env) if scope.app else []
    rows = [(r.name, r.host, r.port, r.protocol, r.through, r.purpose) for r in rules]
    why = "asked first when the site's own network is in question"
    urls = map(str, scope.section("outside").get("urls", ()))
    return [*rows, *(("outside", url, "as in the address", "TCP", "", why) for url in urls)]
