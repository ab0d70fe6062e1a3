"""The customer's site around the app: the vendor's API over TLS, and the company proxy that leads to it.

Both are real servers on loopback. The API's name is known only to the proxy, as it is at many sites.
"""

from __future__ import annotations

import base64
import socket
import ssl
import threading
import time
from datetime import datetime, timedelta
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer

import trustme

NAMES = ("api.payments.example", "status.payments.example")
TOKEN = "pay_live_3kT9vQx27LmZ"
#: Tokens are good for five minutes on either side of the vendor's clock.
LEEWAY = 300


class Api:
    """The vendor's API. `ahead` is how many seconds its clock is ahead of this machine's."""

    def __init__(self, authority: trustme.CA, ahead: float = 0.0, expired: datetime | None = None) -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        dates = {"not_before": expired - timedelta(days=90), "not_after": expired} if expired else {}
        authority.issue_cert(*NAMES, **dates).configure_cert(self._context)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(ahead))
        self.server.socket = self._context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def _handler(ahead: float) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            known = self.headers.get("Authorization") == f"Bearer {TOKEN}" or "status" in self.headers.get(
                "Host", ""
            )
            self._answer(
                401 if abs(ahead) > LEEWAY and "status" not in self.headers["Host"] else 200 if known else 401
            )

        do_HEAD = do_GET

        def _answer(self, status: int) -> None:
            body = b'{"ok": true}' if status == 200 else b'{"error": "invalid_token"}'
            self.send_response_only(status)
            self.send_header("Date", formatdate(time.time() + ahead, usegmt=True))
            if status == 401:
                self.send_header(
                    "WWW-Authenticate", 'Bearer error="invalid_token", error_description="token expired"'
                )
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    return Handler


class Proxy:
    """The company's proxy: CONNECT only, to the names it knows, with a login where one is asked for."""

    def __init__(self, port_of_api: int, login: str | None = None) -> None:
        self.server = ThreadingTCPServer(("127.0.0.1", 0), _tunnel(port_of_api, login))
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def _tunnel(port: int, login: str | None) -> type[StreamRequestHandler]:
    wanted = f"Basic {base64.b64encode(login.encode()).decode()}" if login else None

    class Tunnel(StreamRequestHandler):
        def handle(self) -> None:
            request, headers = self.rfile.readline().decode("latin-1").split(), self._headers()
            if wanted and headers.get("proxy-authorization") != wanted:
                self._refuse(
                    "407 Proxy Authentication Required", 'Proxy-Authenticate: Basic realm="corp"\r\n'
                )
            elif len(request) < 2 or request[0] != "CONNECT" or request[1].partition(":")[0] not in NAMES:
                self._refuse("403 Forbidden")
            else:
                self._join()

        def _headers(self) -> dict[str, str]:
            rows = iter(lambda: self.rfile.readline().decode("latin-1").strip(), "")
            return {name.lower(): value.strip() for name, _, value in (row.partition(":") for row in rows)}

        def _refuse(self, status: str, more: str = "") -> None:
            self.wfile.write(
                f"HTTP/1.1 {status}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n".encode()
            )

        def _join(self) -> None:
            with socket.create_connection(("127.0.0.1", port), 5) as far:
                self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                back = threading.Thread(target=_pump, args=(far, self.connection), daemon=True)
                back.start()
                _pump(self.connection, far)
                back.join(5)

    return Tunnel


def _pump(source: socket.socket, sink: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # one end went away: the other notices by itself


def authority_file(authority: trustme.CA, folder: Path) -> Path:
    path = folder / "company-ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path
