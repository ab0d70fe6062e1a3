"""SMTP as far as a look needs it (RFC 5321, 3207, 4954): greeting, command and reply, what is offered.

Nothing is ever sent to a recipient: DATA is not among the commands.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from email.utils import parseaddr

from farhand.wire.speaker import OtherProtocol, speaker
from farhand.wire.tcp import Closed, Conn, Late, TooMuch

#: Lines of one reply, and characters of one line, that are believed. RFC 5321, 4.5.3.1.5: 512; some say more.
LINES, LINE = 100, 4096
_REPLY = re.compile(rb"([2-5][0-9][0-9])([ -]?)(.*)", re.DOTALL)
_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})\b")


class NotSmtp(OtherProtocol):
    """It does not speak SMTP."""


@dataclass(frozen=True)
class Reply:
    """A reply: its code, and the texts of its lines without the codes."""

    code: int
    lines: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(line.strip() for line in self.lines).strip()

    @property
    def good(self) -> bool:
        return 200 <= self.code < 400


def enhanced(text: str) -> str:
    """The enhanced status code (RFC 3463) at the beginning of a text, such as 5.7.1; else empty."""
    found = _ENHANCED.match(text.strip())
    return found.group(1) if found else ""


def receive(conn: Conn) -> Reply:
    """The next reply. Raises NotSmtp, Closed, Late, TooMuch, OSError."""
    lines: list[str] = []
    while len(lines) < LINES:
        code, more, text = _line(conn)
        lines.append(text)
        if not more:
            return Reply(code, tuple(lines))
    raise TooMuch(lines[0].encode("utf-8", "replace"))


def _line(conn: Conn) -> tuple[int, bool, str]:
    try:
        line = conn.read_until(b"\n", LINE)
    except (Closed, Late, TooMuch) as error:
        if error.got and not _REPLY.match(error.got) and len(error.got) > 3:
            raise NotSmtp(error.got[:400]) from None
        raise
    found = _REPLY.match(line.strip(b"\r\n"))
    if not found:
        raise NotSmtp(line[:400])
    return int(found[1]), found[2] == b"-", found[3].decode("utf-8", "replace")


def greeting(conn: Conn) -> Reply:
    """What the server says first; FTP greets alike and is told by its name. Raises as `receive`."""
    reply = receive(conn)
    said = f"{reply.code} {reply.text}".encode("utf-8", "replace")
    if reply.code == 220 and speaker(said) != "SMTP":
        raise NotSmtp(said)
    return reply


def call(conn: Conn, line: str) -> Reply:
    """One command and its reply. Raises ValueError for a line that would be two; else as `receive`."""
    if "\r" in line or "\n" in line:
        raise ValueError("a command is one line")
    conn.send(line.encode("utf-8", "surrogateescape") + b"\r\n")
    return receive(conn)


def replies(data: bytes) -> list[Reply]:
    """The whole replies in what a server said; ends at what is none."""
    found: list[Reply] = []
    lines: list[str] = []
    for line in data.split(b"\n")[:-1]:
        row = _REPLY.match(line.strip(b"\r"))
        if not row:
            break
        lines.append(row[3].decode("utf-8", "replace"))
        if row[2] != b"-":
            found.append(Reply(int(row[1]), tuple(lines)))
            lines = []
    return found


def offers(reply: Reply) -> dict[str, str]:
    """What the answer to EHLO offers: keyword in capitals, and what stands behind it."""
    found: dict[str, str] = {}
    for line in reply.lines[1:60]:
        word, _, rest = line.strip().partition(" ")
        if word.upper().startswith("AUTH="):  # an old form, kept for old clients
            word, rest = "AUTH", f"{word[5:]} {rest}"
        if word:
            found[word.upper()[:40]] = " ".join(f"{found.get(word.upper(), '')} {rest}".split())[:200]
    return found


def plain(user: str, password: str) -> str:
    """The initial response of AUTH PLAIN (RFC 4616)."""
    return _b64(f"\0{user}\0{password}")


def login(conn: Conn, user: str, password: str) -> Reply:
    """AUTH LOGIN: the reply to the last step that was gone. Raises as `receive`."""
    reply = call(conn, "AUTH LOGIN")
    for word in (user, password):
        if reply.code == 334:
            reply = call(conn, _b64(word))
    return reply


def _b64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8", "surrogateescape")).decode("ascii")


def address(text: str) -> str:
    """The address in `Billing <billing@example.com>`, fit for one command; empty where there is none."""
    found = parseaddr(text)[1] if "<" in text else text.strip()
    return found if re.fullmatch(r"[^\s<>\x00-\x1f]{1,254}", found) else ""
