"""A customer's site on loopback: the vendor's API behind TLS, and a proxy on the only way to it.

The proxy wants a login that the app does not have, until somebody at the customer lets the app through.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import trustme

HOST = "api.vendor.test"
_REFUSAL = (
    b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\n"
    b"Content-Length: 0\r\nConnection: close\r\n\r\n"
)


class _Api(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        pass


@dataclass
class Site:
    """The proxy's address, the certificate that the app trusts, and the one who can change the proxy."""

    proxy: int
    trusted: Path
    allows: threading.Event

    @property
    def env(self) -> str:
        """The app's environment there."""
        return f"HTTPS_PROXY=http://127.0.0.1:{self.proxy}\nSSL_CERT_FILE={self.trusted}\nAPI_TOKEN=sentinel-story-91x\n"


@contextmanager
def site(folder: Path) -> Iterator[Site]:
    authority = trustme.CA()
    trusted = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(trusted))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(context)
    api = ThreadingHTTPServer(("127.0.0.1", 0), _Api)
    api.socket = context.wrap_socket(api.socket, server_side=True)
    threading.Thread(target=api.serve_forever, daemon=True).start()
    listener, allows = socket.create_server(("127.0.0.1", 0)), threading.Event()
    _serve(listener, lambda client: _proxied(client, allows, api.server_address[1]))
    try:
        yield Site(listener.getsockname()[1], trusted, allows)
    finally:
        listener.close()
        api.shutdown()
        api.server_close()


def _serve(listener: socket.socket, talk: Callable[[socket.socket], None]) -> None:
    def accept() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=_quietly, args=(talk, client), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()


def _quietly(talk: Callable[[socket.socket], None], client: socket.socket) -> None:
    try:
        with client:
            talk(client)
    except OSError:
        pass


def _proxied(client: socket.socket, allows: threading.Event, port: int) -> None:
    head = b""
    while b"\r\n\r\n" not in head and (piece := client.recv(4096)):
        head += piece
    if not allows.is_set():
        client.sendall(_REFUSAL)
        return
    if not head.startswith(f"CONNECT {HOST}:443 ".encode()):
        client.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        return
    with socket.create_connection(("127.0.0.1", port)) as server:
        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        back = threading.Thread(
            target=_quietly, args=(lambda s: _copied(server, s), client.dup()), daemon=True
        )
        back.start()
        _copied(client, server)
        back.join(5)


def _copied(source: socket.socket, sink: socket.socket) -> None:
    while piece := source.recv(65536):
        sink.sendall(piece)
    sink.shutdown(socket.SHUT_WR)
