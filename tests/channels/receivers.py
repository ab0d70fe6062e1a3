"""Real receivers on loopback: a web server that keeps what it gets, Slack's rules, a mail server."""

from __future__ import annotations

import json
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Speaker
from aiosmtpd.smtp import AuthResult, Envelope, Session

#: What is answered to one request: status, headers, body.
Answer = tuple[int, dict[str, str], bytes]
OK: Answer = (200, {}, b"ok")


@dataclass
class Web:
    """A web server and all that it was sent."""

    url: str = ""
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def raw(self) -> bytes:
        """Every byte that arrived."""
        return b"\n".join([*self.bodies, *(repr(h).encode() for h in self.headers)])


@contextmanager
def web(answer: Callable[[bytes, int], Answer | None], tls: ssl.SSLContext | None = None) -> Iterator[Web]:
    """`answer` is given the body and the number of the request from 1; None: the connection is cut."""
    found = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            found.bodies.append(body)
            found.headers.append({name.lower(): value for name, value in self.headers.items()})
            told = answer(body, len(found.bodies))
            if told is None:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            status, headers, text = told
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(text))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    found.url = (
        f"{'https' if tls else 'http'}://localhost:{server.server_address[1]}/services/T0/B0/s3cretPath"
    )
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def slack(body: bytes, number: int) -> Answer:
    """As api.slack.com documents it: what is wrong with a message is a 400 and a word."""
    wrong = wrong_blocks(json.loads(body))
    return (400, {}, f"invalid_blocks: {wrong}".encode()) if wrong else OK


#: All that may stand in angle brackets is a link or a mention; a message of ours has neither.
_MARKUP = re.compile(r"[<>]|&(?!amp;|lt;|gt;)")


def wrong_blocks(made: dict[str, Any]) -> str:
    """Empty where Block Kit takes it: 50 blocks, 150 and 3000 characters, known types, nothing unescaped."""
    blocks = made.get("blocks", [])
    if not made.get("text") or not 1 <= len(blocks) <= 50:
        return f"{len(blocks)} blocks"
    for number, block in enumerate(blocks):
        text = block["text"]
        most, kind = (150, "plain_text") if block["type"] == "header" else (3000, "mrkdwn")
        if block["type"] not in ("header", "section") or text["type"] != kind:
            return f"block {number}: {block['type']} {text['type']}"
        if not 1 <= len(text["text"]) <= most:
            return f"block {number}: {len(text['text'])} characters"
        if _MARKUP.search(text["text"]):
            return f"block {number}: not escaped"
        if kind == "mrkdwn" and text["text"].count("```") not in (0, 2):
            return f"block {number}: a fence is broken"
    return "not escaped" if _MARKUP.search(made["text"]) else ""


@dataclass
class Mail:
    """A mail server and all that it was sent."""

    port: int = 0
    raw: list[bytes] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    to: list[list[str]] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)  # to the next messages; empty: accepted

    async def handle_RCPT(
        self, server: Speaker, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Speaker, session: Session, envelope: Envelope) -> str:
        if self.answers:
            return self.answers.pop(0)
        self.raw.append(bytes(envelope.content or b""))
        self.senders.append(str(envelope.mail_from))
        self.to.append(list(envelope.rcpt_tos))
        self.encrypted.append(session.ssl is not None)
        return "250 Accepted"

    def check(self, server: Speaker, session: Session, envelope: Envelope, way: str, data: Any) -> AuthResult:
        user, password = data.login.decode(), data.password.decode()
        self.logins.append((user, password))
        return AuthResult(success=(user, password) == LOGIN, handled=False)


LOGIN = ("farhand", "mail-pass-Zx9qLw")


@contextmanager
def mail(tls: ssl.SSLContext | None, implicit: bool = False, login: bool = True) -> Iterator[Mail]:
    """With STARTTLS that is required, or TLS from the first byte; a login is required unless it says so."""
    found = Mail(_free_port())
    starttls = tls if not implicit else None
    controller = Controller(
        found,
        hostname="127.0.0.1",
        port=found.port,
        ssl_context=tls if implicit else None,
        tls_context=starttls,
        require_starttls=starttls is not None,
        authenticator=found.check if login else None,
        auth_required=login,
        auth_require_tls=not implicit,
    )
    controller.start()
    try:
        yield found
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
