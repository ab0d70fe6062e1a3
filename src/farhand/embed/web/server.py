"""The side door: HTTP on a Unix socket, or on a port of its own, on threads of Farhand's.

It answers while the app's loop is blocked, its threads are busy and its pool is empty.
"""

from __future__ import annotations

import os
import socket
import socketserver
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import unquote

from farhand.embed import threads
from farhand.embed.process import Process
from farhand.embed.web import router
from farhand.embed.web.exchange import MANAGEMENT, MOST_BODY, SOCKET, Answer, Request, problem

#: Seconds that a caller may be silent.
PATIENCE = 10.0
#: Callers at the same time.
MOST_AT_ONCE = 32


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "farhand", ""
    timeout = PATIENCE
    server: _Bounded

    def _handle(self) -> None:
        length = self.headers.get("content-length") or "0"
        if not length.isdigit() or int(length) > MOST_BODY:
            self.close_connection = True
            self._send(problem(413, f"the body must say its length and be at most {MOST_BODY} bytes"))
            return
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(length))
        headers = {k.lower(): v for k, v in self.headers.items()}
        door, peer = self.server.seen_from(self.connection)
        self._send(
            router.answer(
                self.server.process,
                Request(self.command, unquote(path), router.query(query), headers, body, door, peer),
            )
        )

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = _handle

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in router.headers(answer):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing to standard error: every use has its line in the audit."""


class _Bounded(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """At most so many callers at once; the next are sent away at once instead of waiting."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, process: Process, address: Any) -> None:
        self.process = process
        self.ended = False
        self.thread: threading.Thread | None = None
        self._room = threading.BoundedSemaphore(MOST_AT_ONCE)
        super().__init__(address, _Handler)

    def serve(self) -> None:
        """Take callers until `end`; between them this thread sleeps in the system."""
        while not self.ended:
            try:
                request, client_address = self.get_request()
            except OSError:
                if not self.ended:  # no descriptor is left: trying at once would only burn time
                    time.sleep(0.05)
                continue
            if self.verify_request(request, client_address):
                self.process_request(request, client_address)
            else:
                self.shutdown_request(request)

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._room.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except RuntimeError:  # no thread could be started
            self._room.release()
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        threading.current_thread().name = "farhand-answer"
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that goes away in the middle is no event."""

    def seen_from(self, connection: socket.socket) -> tuple[str, str]:
        """The door, and who is at the other end."""
        return MANAGEMENT, str(connection.getpeername()[0])


class _Port(_Bounded):
    def __init__(self, process: Process, address: tuple[str, int]) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(process, address)


class _Socket(_Bounded):
    address_family = socket.AF_UNIX
    allow_reuse_address = False

    def server_bind(self) -> None:
        path = str(self.server_address)
        made = f"{path}.{os.getpid()}"
        self.socket.bind(made)
        os.chmod(made, 0o600)
        os.replace(made, path)  # in one step: there is never a moment without a socket

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Only the app's own user and root; the folder keeps others out already."""
        return _uid(request) in (0, os.getuid())

    def seen_from(self, connection: socket.socket) -> tuple[str, str]:
        return SOCKET, f"uid {_uid(connection)}"


def _uid(connection: socket.socket) -> int:
    """Who is at the other end, as the kernel knows it (SO_PEERCRED: pid, uid, gid)."""
    raw = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
    return int(struct.unpack("3i", raw)[1])


def on_socket(process: Process, path: str) -> _Bounded:
    """Serve on a Unix socket. Raises OSError."""
    return _begun(_Socket(process, path))


def on_port(process: Process, address: tuple[str, int]) -> _Bounded:
    """Serve on a port. Raises OSError."""
    return _begun(_Port(process, address))


def _begun(server: _Bounded) -> _Bounded:
    try:
        server.thread = threads.start("farhand-door", server.serve)
    except RuntimeError as error:
        server.server_close()
        raise OSError(str(error)) from None
    return server


def end(server: _Bounded) -> None:
    """Stop answering and let go of the address, at once: a fork may be waiting for it."""
    server.ended = True
    try:
        server.socket.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits for a caller
    except OSError:
        pass
    if server.thread is not None:
        server.thread.join(0.5)
    server.server_close()
