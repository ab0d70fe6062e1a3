"""PostgreSQL's protocol 3.0, spoken by hand: as much of it as a look needs.

Why by hand: libpq hides the SQLSTATE of a failed connect, and speaks the server's language. The raw
fields of an ErrorResponse are the same in every language, and most of what can be wrong (TLS, pg_hba,
starting, full) is told before any password is asked for.

    first = ask_tls(conn)                                   # "S": go on in TLS, "N": there is none
    asked = hello(conn, {"user": "app", "database": "appdb"})
    session = login(conn, asked, "app", "secret")
    rows = session.query("select 1")

All waits and sizes are bounded by the `Conn`. Raises Refused (the server says no, with its fields),
NotPostgres (something else answers, with its bytes), CannotLogin (a method this does not speak),
Closed, Late, TooMuch, OSError.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from farhand.wire.scram import Scram, ScramError
from farhand.wire.tcp import Conn, Late, TooMuch

SSL_REQUEST = struct.pack("!ii", 8, 80877103)
PROTOCOL = 196608
#: Largest message that is believed, and largest during login.
LONGEST, LONGEST_LOGIN = 1 << 20, 30000
#: Most rows that one query may return, and most messages while waiting for one.
MOST_ROWS, MOST_MESSAGES = 2000, 4000

METHODS = {
    0: "trust",
    2: "kerberos",
    3: "password",
    5: "md5",
    6: "scm",
    7: "gss",
    8: "gss",
    9: "sspi",
    10: "scram-sha-256",
}

_FIELDS = {
    "V": "severity",
    "S": "severity_local",
    "C": "sqlstate",
    "M": "message",
    "D": "detail",
    "H": "hint",
    "R": "routine",
    "F": "file",
}


class Refused(Exception):
    """An ErrorResponse. `fields`: severity, sqlstate, message, detail, hint, routine, as far as sent.

    `proved` is True where the login's password had been accepted before.
    """

    def __init__(self, fields: Mapping[str, str], proved: bool = False) -> None:
        super().__init__(fields.get("sqlstate", "") or fields.get("message", ""))
        self.fields = dict(fields)
        self.proved = proved


class NotPostgres(Exception):
    """What answers does not speak this protocol; `got` is the beginning of what it said."""

    def __init__(self, got: bytes) -> None:
        super().__init__(f"{len(got)} bytes that are not PostgreSQL's")
        self.got = got


class CannotLogin(Exception):
    """The login cannot be carried through from here; `why` is a word: no_password, method, scram."""

    def __init__(self, why: str, method: str, says: str = "") -> None:
        super().__init__(says or why)
        self.why, self.method, self.says = why, method, says


@dataclass(frozen=True)
class Asked:
    """What the server wants after the startup packet: the method's number and its data."""

    code: int
    data: bytes = b""

    @property
    def method(self) -> str:
        return METHODS.get(self.code, f"method {self.code}")


@dataclass
class Session:
    """A connection that is logged in."""

    conn: Conn
    parameters: dict[str, str] = field(default_factory=dict)
    pid: int = 0

    def query(self, sql: str) -> list[list[str | None]]:
        """The rows of one statement, as text. Raises Refused, Closed, Late, TooMuch, NotPostgres, OSError."""
        _send(self.conn, b"Q", sql.encode("utf-8", "replace").replace(b"\0", b"") + b"\0")
        rows: list[list[str | None]] = []
        error: Refused | None = None
        for _ in range(MOST_MESSAGES):
            kind, body = _read(self.conn, LONGEST)
            if kind == b"D" and len(rows) < MOST_ROWS:
                rows.append(_row(body))
            elif kind == b"E":
                error = Refused(error_fields(body), proved=True)
                if error.fields.get("severity") in ("FATAL", "PANIC"):
                    raise error
            elif kind == b"Z":
                if error:
                    raise error
                return rows
        raise TooMuch(b"")

    def close(self) -> None:
        """Say goodbye, so that the server's log shows no broken connection."""
        try:
            _send(self.conn, b"X", b"")
        except (OSError, Late):
            pass
        self.conn.close()


def ask_tls(conn: Conn) -> str:
    """Ask for TLS: "S" yes, "N" no. Raises Refused or NotPostgres for any other answer."""
    conn.send(SSL_REQUEST)
    first = conn.read_exactly(1)
    if first in (b"S", b"N"):
        if conn.kept:  # a server waits for us here: more was slipped in, or it is no PostgreSQL
            raise NotPostgres(first + conn.kept)
        return first.decode()
    if first == b"E":
        raise Refused(error_fields(_rest_of_error(conn)))
    raise NotPostgres(first + _what_is_there(conn))


def hello(conn: Conn, parameters: Mapping[str, str]) -> Asked:
    """Send the startup packet (no password in it) and return what is asked for."""
    body = struct.pack("!i", PROTOCOL)
    for name, value in parameters.items():
        body += _text(name) + _text(value)
    body += b"\0"
    conn.send(struct.pack("!i", len(body) + 4) + body)
    return _asked(conn)


def login(conn: Conn, asked: Asked, user: str, password: str) -> Session:
    """Answer until the server says that it is ready."""
    proved = asked.code == 0
    try:
        if asked.code == 3:
            _need(password, asked)
            _send(conn, b"p", _text(password))
        elif asked.code == 5:
            _need(password, asked)
            _send(conn, b"p", _text(md5_answer(user, password, asked.data[:4])))
        elif asked.code == 10:
            _need(password, asked)
            proved = _scram(conn, asked, password)
        elif asked.code != 0:
            raise CannotLogin("method", asked.method)
        return _ready(conn, proved)
    except Refused as refused:
        raise Refused(refused.fields, proved or refused.proved) from None


def md5_answer(user: str, password: str, salt: bytes) -> str:
    inner = hashlib.md5(password.encode() + user.encode(), usedforsecurity=False).hexdigest()
    return "md5" + hashlib.md5(inner.encode() + salt, usedforsecurity=False).hexdigest()


def error_fields(body: bytes) -> dict[str, str]:
    """The fields of an ErrorResponse by name. The severity is the untranslated one where there is one."""
    found: dict[str, str] = {}
    for part in body.split(b"\0"):
        if part:
            name = _FIELDS.get(chr(part[0]))
            if name:
                found.setdefault(name, part[1:].decode("utf-8", "replace")[:500])
    local = found.pop("severity_local", "")
    if local and "severity" not in found:
        found["severity"] = local
    return found


def _asked(conn: Conn) -> Asked:
    for _ in range(20):
        kind, body = _read(conn, LONGEST_LOGIN)
        if kind == b"R" and len(body) >= 4:
            return Asked(struct.unpack("!i", body[:4])[0], body[4:])
        if kind == b"E":
            raise Refused(error_fields(body))
        if kind not in (b"N", b"v"):  # notices, and "I do not know that protocol option"
            raise NotPostgres(kind + body[:200])
    raise NotPostgres(b"")


def _scram(conn: Conn, asked: Asked, password: str) -> bool:
    """The exchange of SCRAM-SHA-256; True: the server has accepted, and proved that it knows the password."""
    if b"SCRAM-SHA-256" not in asked.data.split(b"\0"):
        raise CannotLogin("method", "sasl")
    scram = Scram(password)
    first = scram.first
    try:
        _send(conn, b"p", b"SCRAM-SHA-256\0" + struct.pack("!i", len(first)) + first)
        _send(conn, b"p", scram.answer(_sasl(conn, 11)))
        scram.finish(_sasl(conn, 12))
    except ScramError as error:
        raise CannotLogin("scram", asked.method, str(error)) from None
    return True


def _sasl(conn: Conn, code: int) -> bytes:
    step = _asked(conn)
    if step.code != code:
        raise NotPostgres(step.data[:200])
    return step.data


def _ready(conn: Conn, proved: bool) -> Session:
    """Read on until ReadyForQuery."""
    session = Session(conn)
    for _ in range(MOST_MESSAGES):
        kind, body = _read(conn, LONGEST_LOGIN)
        if kind == b"E":
            raise Refused(error_fields(body), proved)
        if kind == b"R" and len(body) >= 4:
            code = struct.unpack("!i", body[:4])[0]
            if code != 0:
                raise CannotLogin("method", METHODS.get(code, f"method {code}"))
            proved = True
        elif kind == b"S":
            name, _, value = body.rstrip(b"\0").decode("utf-8", "replace").partition("\0")
            session.parameters[name[:64]] = value[:200]
        elif kind == b"K" and len(body) >= 4:
            session.pid = struct.unpack("!i", body[:4])[0]
        elif kind == b"Z":
            return session
    raise TooMuch(b"")


def _need(password: str, asked: Asked) -> None:
    if not password:
        raise CannotLogin("no_password", asked.method)


def _send(conn: Conn, kind: bytes, body: bytes) -> None:
    conn.send(kind + struct.pack("!i", len(body) + 4) + body)


def _read(conn: Conn, longest: int) -> tuple[bytes, bytes]:
    """One message. An old or overstrained server sends an error as plain text: that is read, too."""
    kind = conn.read_exactly(1)
    if kind not in _KNOWN:
        raise NotPostgres(kind + _what_is_there(conn))
    head = conn.read_exactly(4)
    size = struct.unpack("!i", head)[0]
    if kind == b"E" and not 8 <= size <= LONGEST_LOGIN:
        return kind, b"M" + (head + _what_is_there(conn)).split(b"\0")[0].split(b"\n")[0]
    if not 4 <= size <= longest:
        raise NotPostgres(kind + head + _what_is_there(conn))
    return kind, conn.read_exactly(size - 4)


_KNOWN = tuple(bytes([c]) for c in b"RSKZEDCTINAvGHWcd3t12sn")


def _rest_of_error(conn: Conn) -> bytes:
    """The body of an error whose first byte has been read already."""
    head = conn.read_exactly(4)
    size = struct.unpack("!i", head)[0]
    if 8 <= size <= LONGEST_LOGIN:
        return conn.read_exactly(size - 4)
    return b"M" + (head + _what_is_there(conn)).split(b"\0")[0].split(b"\n")[0]


def _what_is_there(conn: Conn) -> bytes:
    """What has come along with the last piece, without waiting for more."""
    if conn.kept:
        return conn.read_some(400)
    return b""


def _row(body: bytes) -> list[str | None]:
    """The columns of a DataRow. Raises NotPostgres where the lengths do not fit."""
    values: list[str | None] = []
    at = 2
    for _ in range(int.from_bytes(body[:2], "big")):
        size = int.from_bytes(body[at : at + 4], "big", signed=True)
        at += 4
        if size < -1 or at + max(size, 0) > len(body):
            raise NotPostgres(body[:40])
        values.append(None if size == -1 else body[at : at + size].decode("utf-8", "replace"))
        at += max(size, 0)
    return values


def _text(value: str) -> bytes:
    return value.encode("utf-8", "surrogateescape").replace(b"\0", b"") + b"\0"
