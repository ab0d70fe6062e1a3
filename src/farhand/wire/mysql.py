"""The protocol of MySQL and MariaDB, by hand: greeting, TLS, login, and questions in plain text.

The drivers hide what tells most: which method of login the server asks for, whether it offers TLS, and the
number of its error. Source: "MySQL Internals: Client/Server Protocol" and MariaDB's "Connection" pages.

    session = Session(conn)
    greeting = session.greeting()                      # Refused 1040, 1129, 1130 come here
    session.conn = ... TLS around it, after session.ask_tls()
    session.login(Login("app", "secret"), secure=False)
    rows = session.query("select 1 as one")            # [{"one": "1"}]
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Optional

from farhand.wire import mysql_auth
from farhand.wire.speaker import OtherProtocol
from farhand.wire.tcp import Closed, Conn, Late, TooMuch

#: Longest packet, most columns and most rows that are believed.
PACKET, COLUMNS, ROWS = 1 << 18, 200, 1000
#: Capabilities (include/mysql/mysql_com.h): long password and flag, protocol 4.1, TLS, transactions, secure
#: connection, methods of login, long answers of these.
LONG, WITH_DB, TLS = 0x1 | 0x4, 0x8, 0x800
_OURS = LONG | 0x200 | 0x2000 | 0x8000 | 0x80000 | 0x200000
#: utf8mb4_general_ci, which every server since 5.5 knows.
_CHARSET = 45
_QUIT, _QUERY = 1, 3


class NotMysql(OtherProtocol):
    """It does not speak the protocol of MySQL."""


class Refused(Exception):
    """The server's error: its number, SQLSTATE (empty before the greeting) and text."""

    def __init__(self, errno: int, sqlstate: str, message: str) -> None:
        super().__init__(f"{errno} ({sqlstate}): {message}")
        self.errno, self.sqlstate, self.message = errno, sqlstate, message


class CannotLogIn(Exception):
    """The server asks for a method of login that is not spoken here; `plugin` is its name."""

    def __init__(self, plugin: str, why: str) -> None:
        super().__init__(why)
        self.plugin, self.why = plugin, why


@dataclass(frozen=True)
class Greeting:
    """The server's first packet. `plugin` is the method it begins with; each user may have another."""

    version: str
    capabilities: int
    plugin: str
    salt: bytes

    @property
    def offers_tls(self) -> bool:
        return bool(self.capabilities & TLS)


@dataclass(frozen=True)
class Login:
    user: str
    password: str = ""


class Session:
    """One connection; `conn` is replaced by the one inside TLS."""

    def __init__(self, conn: Conn) -> None:
        self.conn, self.greeted, self._number = conn, Greeting("", 0, "", b""), 0

    def greeting(self) -> Greeting:
        """The server speaks first. Raises Refused, NotMysql, Closed, Late, TooMuch, OSError."""
        first = self.conn.read_exactly(4)
        size = int.from_bytes(first[:3], "little")
        if first[3] not in (0, 1) or not 8 <= size <= 4096:  # a proxy may begin to count at one
            raise NotMysql(first + self._along())
        body = first + self._body(size, first)
        self._number = first[3] + 1
        self.greeted = greeting(body)
        return self.greeted

    def ask_tls(self) -> None:
        """Say that TLS begins now."""
        self._send(struct.pack("<IIB23x", _OURS | TLS, PACKET, _CHARSET))

    def login(self, who: Login, secure: bool) -> str:
        """Log in, as one who is at home in no database; the name of the method that was used.

        `secure`: over TLS or a Unix socket, so that a password may be shown to the server.
        Raises Refused, CannotLogIn and what `greeting` does.
        """
        plugin, salt = self.greeted.plugin or mysql_auth.NATIVE, self.greeted.salt
        known = plugin if plugin in mysql_auth.SCRAMBLES else mysql_auth.NATIVE
        answer = mysql_auth.SCRAMBLES[known](who.password, salt)
        head = struct.pack("<IIB23x", _OURS | (TLS if self.secured else 0), PACKET, _CHARSET)
        user = who.user.encode("utf-8", "surrogateescape").replace(b"\0", b"")
        self._send(head + user + b"\0" + bytes([len(answer)]) + answer + known.encode() + b"\0")
        return self._prove(known, salt, who.password, secure)

    @property
    def secured(self) -> bool:
        """TLS is around it."""
        return hasattr(self.conn.sock, "watched")

    def _prove(self, plugin: str, salt: bytes, password: str, secure: bool) -> str:
        """Answer what is asked until the server says yes or no; eight rounds are more than any method has."""
        for _ in range(8):
            packet = self._receive()
            kind, rest = packet[:1], packet[1:]
            if kind == b"\0":
                return plugin
            if kind == b"\xfe":
                name, _, salt = rest.partition(b"\0")
                plugin = name.decode("ascii", "replace") or "mysql_old_password"
                salt = salt.rstrip(b"\0") if len(salt) in (21, 33) else salt
                self._send(_first_answer(plugin, salt, password, secure))
            elif kind == b"\x01" and plugin == mysql_auth.SHA2 and rest == b"\x04":
                self._send(_shown(plugin, password, secure))
            elif kind != b"\x01" or plugin != mysql_auth.SHA2:
                raise CannotLogIn(plugin, f"the method {plugin} asks for more than a password")
        raise NotMysql(packet[:400])

    def query(self, sql: str) -> list[dict[str, Optional[str]]]:
        """A question and its rows, by the names of their columns in small letters. Raises as `login`."""
        self._number = 0
        self._send(bytes([_QUERY]) + sql.encode("utf-8", "surrogateescape"))
        packet = self._receive()
        if packet[:1] == b"\0":
            return []
        if packet[:1] == b"\xfb":
            raise NotMysql(packet[:400])  # a question for a local file: never answered
        count, _ = _number_at(packet, 0)
        if not 0 < count <= COLUMNS:
            raise TooMuch(b"")
        names = [_column(self._receive()) for _ in range(count)]
        self._receive()
        return [dict(zip(names, row)) for row in self._rows(count)]

    def _rows(self, count: int) -> Iterator[list[Optional[str]]]:
        for _ in range(ROWS):
            packet = self._receive()
            if packet[:1] == b"\xfe" and len(packet) < 9:
                return
            yield _texts(packet, count)
        raise TooMuch(b"")

    def close(self) -> None:
        """Say goodbye: a connection that is only dropped counts as aborted."""
        try:
            self._number = 0
            self._send(bytes([_QUIT]))
        except (Late, OSError):
            pass
        self.conn.close()

    def _send(self, body: bytes) -> None:
        self.conn.send(len(body).to_bytes(3, "little") + bytes([self._number & 255]) + body)
        self._number += 1

    def _receive(self) -> bytes:
        """The next packet; an error is raised."""
        head = self.conn.read_exactly(4)
        body = self._body(int.from_bytes(head[:3], "little"), head)
        self._number = head[3] + 1
        if body[:1] == b"\xff":
            raise error(body)
        return body

    def _body(self, size: int, head: bytes) -> bytes:
        if not 0 < size <= PACKET:
            raise NotMysql(head + self._along())
        try:
            return self.conn.read_exactly(size)
        except (Closed, Late) as broke:
            broke.got = head + broke.got
            raise

    def _along(self) -> bytes:
        """What came along with the first bytes, without waiting for more."""
        return self.conn.read_some(400) if self.conn.kept else b""


def greeting(packet: bytes) -> Greeting:
    """The first packet, with its head. Raises Refused and NotMysql."""
    body = packet[4:]
    if body[:1] == b"\xff" and len(body) > 3:
        raise error(body)
    version, nul, rest = body[1:].partition(b"\0")
    if body[:1] != b"\x0a" or not nul or len(rest) < 15:
        raise NotMysql(packet[:400])
    capabilities, salt, plugin = int.from_bytes(rest[13:15], "little"), rest[4:12], b""
    if len(rest) >= 31:
        capabilities |= int.from_bytes(rest[18:20], "little") << 16
        length = max(13, rest[20] - 8)
        salt += rest[31 : 31 + length].rstrip(b"\0")
        plugin = rest[31 + length :].split(b"\0")[0]
    text = version.decode("utf-8", "replace")[:100]
    return Greeting(text, capabilities, plugin.decode("ascii", "replace")[:60], salt[:20])


def error(body: bytes) -> Refused:
    """An error packet; before the greeting it has no SQLSTATE."""
    errno, text = int.from_bytes(body[1:3], "little"), body[3:]
    state = b""
    if text[:1] == b"#":
        state, text = text[1:6], text[6:]
    return Refused(errno, state.decode("ascii", "replace"), text.decode("utf-8", "replace")[:400])


def _first_answer(plugin: str, salt: bytes, password: str, secure: bool) -> bytes:
    if plugin in mysql_auth.SCRAMBLES:
        return mysql_auth.SCRAMBLES[plugin](password, salt[:20])
    if plugin in mysql_auth.SHOWN:
        return _shown(plugin, password, secure)
    raise CannotLogIn(plugin, f"the server asks for the method {plugin}, which is not spoken here")


def _shown(plugin: str, password: str, secure: bool) -> bytes:
    """The password itself, as some methods want it: over TLS or a Unix socket only."""
    if not secure:
        raise CannotLogIn(
            plugin, f"the method {plugin} wants TLS, or a key of the server's that is not used here"
        )
    return password.encode("utf-8", "surrogateescape") + b"\0"


def _number_at(data: bytes, at: int) -> tuple[int, int]:
    """A length-encoded number and where it ends; -1 for NULL. Raises NotMysql."""
    first = data[at : at + 1]
    size = {b"\xfc": 2, b"\xfd": 3, b"\xfe": 8}.get(first, 0)
    if first == b"\xfb":
        return -1, at + 1
    if not first or first == b"\xff" or len(data) < at + 1 + size:
        raise NotMysql(data[:400])
    return (int.from_bytes(data[at + 1 : at + 1 + size], "little") if size else first[0]), at + 1 + size


def _texts(data: bytes, count: int) -> list[Optional[str]]:
    """Length-encoded texts. Raises NotMysql."""
    found: list[Optional[str]] = []
    at = 0
    for _ in range(count):
        size, at = _number_at(data, at)
        if size > len(data) - at:
            raise NotMysql(data[:400])
        found.append(None if size < 0 else data[at : at + size].decode("utf-8", "replace"))
        at += max(size, 0)
    return found


def _column(packet: bytes) -> str:
    """The name of a column: the fifth of its texts."""
    texts: Sequence[Optional[str]] = _texts(packet, 5)
    return (texts[4] or "").lower()
