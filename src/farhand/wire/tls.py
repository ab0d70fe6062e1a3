"""One TLS handshake over any connection, and everything that can be learnt from it.

OpenSSL runs over memory, not over the socket. So every wait keeps to the connection's deadline, the peer's
first bytes can be looked at (is this TLS at all?), and TLS works inside a proxy's tunnel or after a
protocol's own hello. OpenSSL's message callback shows the chain as the server sent it, the number of an
alert, and whether a client certificate was asked for: no text has to be matched.
"""

from __future__ import annotations

import os
import ssl
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any, Optional

from farhand.deadline import Deadline
from farhand.wire import stores, x509
from farhand.wire.stores import Store
from farhand.wire.tcp import PIECE, Closed, Conn, Late, TooMuch

#: Alerts by number (RFC 8446, 6).
ALERTS = {
    0: "close_notify", 10: "unexpected_message", 20: "bad_record_mac", 40: "handshake_failure",
    42: "bad_certificate", 43: "unsupported_certificate", 44: "certificate_revoked",
    45: "certificate_expired", 46: "certificate_unknown", 47: "illegal_parameter", 48: "unknown_ca",
    49: "access_denied", 50: "decode_error", 51: "decrypt_error", 70: "protocol_version",
    71: "insufficient_security", 80: "internal_error", 86: "inappropriate_fallback", 90: "user_canceled",
    109: "missing_extension", 112: "unrecognized_name", 113: "bad_certificate_status_response",
    116: "certificate_required", 120: "no_application_protocol",
}  # fmt: skip
_TLS, _TICKET, _CERTIFICATE, _CERTIFICATE_REQUEST, _ALERT = (0x15, 0x16), 4, 11, 13, 21


@dataclass(frozen=True)
class Plan:
    """How to shake hands. `name` is what the certificate must be for; `sni` what is asked for ("": none)."""

    name: str
    store: Store
    verify: bool = True
    hostname: bool = True
    sni: Optional[str] = None  # None: the name
    cert_file: str = ""
    key_file: str = ""
    version: str = ""  # this version and no other: "TLSv1_1"
    broad: bool = False  # also what is too weak by default, to see what the server has
    alpn: tuple[str, ...] = ()  # protocols that are offered inside TLS (RFC 7301)


@dataclass
class Watched:
    """What the message callback saw."""

    chain: list[bytes] = field(default_factory=list)
    alert: Optional[int] = None  # the last one from the peer, close_notify apart
    asked: bool = False  # for a client certificate
    ticket: bool = False  # a session ticket came: the peer has accepted us for good

    def take(self, direction: str, content: int, data: bytes) -> None:
        if direction != "read" or not data:
            return
        if content == _ALERT and len(data) >= 2 and data[1]:
            self.alert = data[1]
        elif content == 22 and data[0] == _CERTIFICATE and not self.chain:
            self.chain = chain_of(data)
        elif content == 22 and data[0] == _CERTIFICATE_REQUEST:
            self.asked = True
        elif content == 22 and data[0] == _TICKET:
            self.ticket = True


class BadFile(ValueError):
    """A declared certificate or key file cannot be used; `role` is cert_file or key_file."""

    def __init__(self, role: str, path: str, problem: str) -> None:
        super().__init__(f"{role} {path}: {problem}")
        self.role, self.path, self.problem = role, path, problem


class TlsSocket:
    """What `Conn` needs of a socket, with TLS inside."""

    def __init__(self, under: Conn, context: ssl.SSLContext, name: Optional[str]) -> None:
        self.under = under
        self.watched = Watched()
        self.first = b""  # the peer's first bytes as they came
        self.received = 0
        self._early = b""  # data that came while we waited for something else
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=name)
        self.tls.farhand_watched = self.watched  # type: ignore[attr-defined]

    def handshake(self) -> None:
        self._until_done(self.tls.do_handshake)

    def confirm(self, seconds: float) -> None:
        """In TLS 1.3 a peer refuses our certificate only after the handshake: wait a moment for that.

        Raises as the handshake does; silence is fine, and a session ticket means yes.
        """
        whole, self.under.deadline = self.under.deadline, self.under.deadline.within(seconds)
        try:
            while not self.watched.ticket and not self._early:
                self._early = bytes(self._until_done(lambda: self.tls.read(PIECE), self._settled))
        except Late:
            pass
        finally:
            self.under.deadline = whole

    def _settled(self) -> bool:
        return self.watched.ticket

    def send(self, data: Any) -> int:
        return int(self._until_done(lambda: self.tls.write(data)))

    def recv(self, size: int) -> bytes:
        if self._early:
            data, self._early = self._early[:size], self._early[size:]
            return data
        try:
            return bytes(self._until_done(lambda: self.tls.read(size)))
        except (ssl.SSLZeroReturnError, Closed):
            return b""

    def getsockopt(self, *what: int) -> Any:
        """Of the socket below, as `errqueue.tcp_info` asks for it."""
        return self.under.sock.getsockopt(*what)

    def settimeout(self, seconds: float) -> None:
        self.under.deadline = Deadline(seconds)

    def close(self) -> None:
        self.under.close()

    def _until_done(self, step: Any, enough: Any = bool) -> Any:
        """Repeat until OpenSSL wants no more. Raises SSLError, Closed, Late, TooMuch, OSError."""
        while True:
            try:
                result = step()
            except ssl.SSLWantReadError:
                self._flush()
                if enough():
                    return b""
                self._feed()
                continue
            except ssl.SSLError:
                self._farewell()
                raise
            self._flush()
            return result

    def _flush(self) -> None:
        data = self._outgoing.read()
        if data:
            self.under.send(data)

    def _farewell(self) -> None:
        """Our own alert, if the peer is still there to hear it."""
        try:
            self._flush()
        except (OSError, ValueError):
            pass

    def _feed(self) -> None:
        data = self.under.read_some(PIECE)
        if not data:
            raise Closed(self.first)
        self.first = (self.first + data)[:256] if len(self.first) < 256 else self.first
        self.received += len(data)
        self._incoming.write(data)


@dataclass
class Shake:
    """How a handshake ended: the facts, and the connection if it stands."""

    facts: dict[str, Any]
    conn: Optional[Conn] = None

    @property
    def ok(self) -> bool:
        return self.facts.get("result") == "ok"


def shake(conn: Conn, plan: Plan) -> Shake:
    """Shake hands and say how it went; the connection is closed unless it stands.

    result: ok, untrusted (we refuse the certificate), alert (the peer refuses), closed, reset, silent,
    not_tls, error (OpenSSL finds no common ground, see reason). Raises BadFile for declared files.
    """
    begun = time.monotonic()
    sock = TlsSocket(conn, context_of(plan), plan.name if plan.sni is None else plan.sni or None)
    facts: dict[str, Any] = {"result": "ok"}
    try:
        sock.handshake()
    except (OSError, ValueError) as error:
        facts.update(failure(error, sock))
        conn.close()
    facts.update(seen(sock), ms=round((time.monotonic() - begun) * 1000, 1))
    return Shake(facts, conn.over(sock) if facts["result"] == "ok" else None)  # type: ignore[arg-type]


def failure(error: BaseException, sock: TlsSocket) -> dict[str, Any]:
    """What an error of a handshake, or of a read after it, means. Class, number and first bytes; no text."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return {"result": "untrusted", "verify": {"code": error.verify_code, "text": error.verify_message}}
    if sock.first and sock.first[0] not in _TLS:
        return {"result": "not_tls", "answer": printable(sock.first)}
    if sock.watched.alert is not None:
        return {"result": "alert"}
    if isinstance(error, ssl.SSLError):
        return {"result": "error", "reason": error.reason or type(error).__name__}
    if isinstance(error, Late):
        return {"result": "silent"}
    if isinstance(error, Closed):
        return {"result": "closed"}
    if isinstance(error, TooMuch):
        return {"result": "error", "reason": "TOO_MUCH"}
    return {"result": "reset", "errno": getattr(error, "errno", None)}


def seen(sock: TlsSocket) -> dict[str, Any]:
    """What there is to know by now, whether it went well or not."""
    watched, facts = sock.watched, {}  # type: Watched, dict[str, Any]
    if watched.alert is not None:
        facts["alert"] = {"number": watched.alert, "name": ALERTS.get(watched.alert, "other")}
    facts["asked_client_cert"] = watched.asked
    chain = watched.chain or [der for der in [_leaf(sock.tls)] if der]
    facts["chain"] = [_certificate(der) for der in chain[:10]]
    version, cipher = sock.tls.version(), sock.tls.cipher()
    facts.update({"version": version or "", "cipher": cipher[0] if cipher else "", "received": sock.received})
    chosen = sock.tls.selected_alpn_protocol()
    facts.update({"alpn": chosen} if chosen else {})
    return facts


def context_of(plan: Plan) -> ssl.SSLContext:
    """The context for a plan; loading a hundred authorities takes a while, so it is done once."""
    files = (plan.store.file, plan.store.folder, plan.cert_file, plan.key_file)
    changed = tuple(_changed(file) for file in files)
    key = (files, changed, plan.hostname, plan.version, plan.broad, plan.alpn)
    if not plan.verify:
        return _context(plan)
    with _lock:
        if key not in _contexts:
            _contexts[key] = _context(plan)
        return _contexts[key]


_lock = threading.Lock()
_contexts: dict[Any, ssl.SSLContext] = {}


def _changed(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns if path else 0
    except (OSError, ValueError):
        return 0


def _context(plan: Plan) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = plan.verify and plan.hostname
    if plan.verify:
        stores.load(context, plan.store)
        if sys.version_info >= (3, 13):  # as ssl.create_default_context does since then
            context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | ssl.VERIFY_X509_STRICT
    else:
        context.verify_mode = ssl.CERT_NONE
    if plan.broad or plan.version:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    if plan.version:
        context.minimum_version = context.maximum_version = ssl.TLSVersion[plan.version]
    if plan.cert_file:
        _load_pair(context, plan)
    if plan.alpn:
        context.set_alpn_protocols(list(plan.alpn))
    # Private, but there since 3.8, and the only way to see the chain and alerts on all versions.
    context._msg_callback = _on_message  # type: ignore[attr-defined]
    return context


def _load_pair(context: ssl.SSLContext, plan: Plan) -> None:
    for role, path in (("cert_file", plan.cert_file), ("key_file", plan.key_file)):
        if path:
            problem = file_problem(path)
            if problem:
                raise BadFile(role, path, problem)
    try:
        context.load_cert_chain(plan.cert_file, plan.key_file or None, password="")
    except (ssl.SSLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", "") or type(error).__name__
        if "MISMATCH" in reason:
            raise BadFile("key_file", plan.key_file or plan.cert_file, "mismatch") from None
        role = "cert_file" if stores.problem_of(plan.cert_file) else "key_file"
        path = plan.cert_file if role == "cert_file" else plan.key_file
        raise BadFile(role, path, f"invalid: {reason}") from None


def file_problem(path: str) -> str:
    """missing, unreadable, empty or ""."""
    try:
        with open(path, "rb") as file:
            return "" if file.read(16).strip() else "empty"
    except (FileNotFoundError, NotADirectoryError):
        return "missing"
    except (OSError, ValueError):
        return "unreadable"


def _on_message(conn: Any, direction: str, _version: Any, content: int, _kind: Any, data: bytes) -> None:
    watched = getattr(conn, "farhand_watched", None)
    if watched is not None:
        watched.take(direction, int(content), data)


def chain_of(message: bytes) -> list[bytes]:
    """The certificates in a Certificate message, of TLS 1.3 (with extensions) or before. Trusts no length."""
    body = message[4:]
    for at, extra in ((0, 0), (1 + body[0] if body else 0, 2)):
        size = int.from_bytes(body[at : at + 3], "big")
        if at + 3 + size == len(body):
            return _certificates(body[at + 3 :], extra)
    return []


def _certificates(data: bytes, extra: int) -> list[bytes]:
    found: list[bytes] = []
    at = 0
    while at + 3 <= len(data) and len(found) < 20:
        size = int.from_bytes(data[at : at + 3], "big")
        found.append(data[at + 3 : at + 3 + size])
        at += 3 + size
        if extra:
            at += 2 + int.from_bytes(data[at : at + 2], "big")
    return [der for der in found if der]


def _leaf(tls: ssl.SSLObject) -> bytes:
    try:
        return tls.getpeercert(True) or b""
    except ValueError:
        return b""


def _certificate(der: bytes) -> dict[str, Any]:
    try:
        facts = x509.read_certificate(der)
    except x509.Unreadable as error:
        return {"unreadable": str(error)}
    facts["names"] = facts["names"][:30]
    return {k: v for k, v in facts.items() if v not in ("", [], None)}


def printable(data: bytes) -> str:
    """The beginning of what came, as one line of visible characters."""
    text = data[:80].decode("latin-1")
    return "".join(c if " " <= c <= "~" else "." for c in text).strip()
