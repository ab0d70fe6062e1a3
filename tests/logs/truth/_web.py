"""A small HTTP server on loopback, for programs that ask one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        code = int(self.path.rsplit("/", 1)[-1]) if self.path.rsplit("/", 1)[-1].isdigit() else 200
        self.send_response(code if 200 <= code < 600 else 200)
        if 300 <= code < 400:
            self.send_header("Location", "/to/200")
        body = b"x" * (len(self.path) * 7)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PUT = do_DELETE = do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def server() -> Iterator[int]:
    """Answers `/…/NNN` with that status."""
    web = ThreadingHTTPServer(("127.0.0.1", 0), _Answer)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    try:
        yield web.server_address[1]
    finally:
        web.shutdown()
        web.server_close()


PATHS = (
    "/",
    "/orders/200",
    "/orders/404",
    "/users/anna/profile",
    "/old/302",
    "/static/app.js",
    "/health",
    "/x/500",
)
