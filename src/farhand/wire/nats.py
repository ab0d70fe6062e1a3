"""The client protocol of NATS: lines and messages, as far as a look needs them.

Source: the NATS client protocol (docs.nats.io, reference/nats-protocol) and JetStream's API ($JS.API.*).
Parsing is pure; `info` and `answers` read from a connection.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Optional

from farhand.wire.speaker import OtherProtocol
from farhand.wire.tcp import Closed, Conn, Late, TooMuch

#: Longest INFO line, and longest conversation that is believed.
LINE, MOST = 65536, 1 << 18


class NotNats(OtherProtocol):
    """It does not greet with INFO."""


@dataclass(frozen=True)
class Said:
    """`verb`: INFO, PONG, -ERR, MSG ...; `text`: the rest of the line; `data`: a message's body.

    `sid` is the subscription that a message came for; `status` that of its headers (503: nobody answers).
    """

    verb: str
    text: str = ""
    data: bytes = b""
    sid: str = ""
    status: int = 0

    @property
    def told(self) -> dict[str, Any]:
        """The JSON of an INFO or of a message; empty where it is none."""
        try:
            found = json.loads(self.data or self.text)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}


def parsed(data: bytes) -> tuple[Said, ...]:
    """All whole lines and messages in these bytes."""
    found: list[Said] = []
    at = 0
    while True:
        end = data.find(b"\r\n", at)
        if end < 0:
            return tuple(found)
        words = data[at:end].decode("utf-8", "replace").split()
        at = end + 2
        if words[:1] and words[0].upper() in ("MSG", "HMSG"):
            made = _message(words, data[at:])
            if made is None:
                return tuple(found)
            said, size = made
            found.append(said)
            at += size + 2
        elif words:
            found.append(Said(words[0].upper(), " ".join(words[1:]).strip("'")[:LINE]))


def _message(words: list[str], rest: bytes) -> Optional[tuple[Said, int]]:
    headed = words[0].upper() == "HMSG"
    if len(words) < 4 + headed or not all(w.isdecimal() and len(w) < 8 for w in words[-1 - headed :]):
        return None
    size, head = int(words[-1]), int(words[-2]) if headed else 0
    if len(rest) < size + 2:
        return None
    first = rest[:head].split(b"\r\n", 1)[0].split()
    status = int(first[1]) if len(first) > 1 and first[1].isdigit() and len(first[1]) < 8 else 0
    return Said("MSG", words[1], rest[head:size], words[2], status), size


def info(conn: Conn) -> Said:
    """The server's greeting. Raises NotNats, Closed, Late, TooMuch, OSError."""
    begin = conn.read_exactly(5)
    if begin.upper() != b"INFO ":
        raise NotNats(begin + (conn.read_some(400) if conn.kept else b""))
    return Said("INFO", conn.read_until(b"\r\n", LINE).decode("utf-8", "replace").strip())


def answers(conn: Conn, enough: Callable[[tuple[Said, ...]], bool]) -> tuple[tuple[Said, ...], str]:
    """What is said until that is enough, and how it ended: "", closed, mute, flood. Raises OSError."""
    data = b""
    try:
        while len(data) < MOST:
            piece = conn.read_some()
            if not piece:
                return parsed(data), "closed"
            data += piece
            found = parsed(data)
            if enough(found):
                return found, ""
    except (Late, Closed, TooMuch) as error:
        return parsed(data), "mute" if isinstance(error, Late) else "closed"
    return parsed(data), "flood"


def connect(words: Mapping[str, Any]) -> bytes:
    """CONNECT with these words, and a PING that is answered only after a login."""
    own = {"verbose": False, "pedantic": False, "lang": "farhand", "version": "1", "protocol": 1,
           "headers": True, "no_responders": True}  # fmt: skip
    return b"CONNECT " + json.dumps({**own, **words}).encode() + b"\r\nPING\r\n"
