"""Questions and answers as the `redis` command printed them: of redis-cli or of the protocol.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from farhand.wire.resp import Error

_ITEM = re.compile(r"(\d+)\) (.*)$")
_NO_REPLY = ("Could not connect", "Error:", "Warning:", "Unrecognized", "AUTH failed", "Server closed")


@dataclass(frozen=True)
class Round:
    """One connection. `pairs`: question and answer; `auth`: the no to the login; `broken`: why it ended."""

    pairs: tuple[tuple[str, Any], ...] = ()
    auth: str = ""
    broken: str = ""

    def answer(self, question: str) -> Any:
        """The first answer to it; None where there is none."""
        return next((reply for asked, reply in self.pairs if asked == question), None)


def rounds(lines: Sequence[str], tool: str, password: bool) -> list[Round]:
    """Every connection's questions (`ask ...`) and what came (`got ...`)."""
    found: list[tuple[list[str], list[str]]] = []
    for line in lines:
        if line.startswith("ask "):
            if not found or found[-1][1]:
                found.append(([], []))
            found[-1][0].append(line[4:])
        elif (line == "got" or line.startswith("got ")) and found:
            found[-1][1].append(line[4:])
    return [_round(asks, got, tool, password) for asks, got in found]


def _round(asks: list[str], got: list[str], tool: str, password: bool) -> Round:
    if tool == "redis-cli":
        return _of_cli(asks, got)
    replies = list(_of_protocol("\r\n".join(got).encode("utf-8", "surrogateescape") + b"\r\n"))
    if not password:
        return Round(tuple(zip(asks, replies)))
    first = replies[0] if replies else None
    auth = str(first) if isinstance(first, Error) else ""
    return Round(tuple(zip(asks, replies[1:])), auth)


# redis-cli --no-raw: an answer a line, an array's items as `1) ...` ------------------------------


def _of_cli(asks: list[str], got: list[str]) -> Round:
    replies: list[Any] = []
    auth = broken = ""
    for number, line in enumerate(got):
        item = _ITEM.match(line)
        if line.startswith("# "):  # INFO, which comes last, is not put in quotes
            replies.append("\n".join(got[number:]))
            break
        if line.startswith("cluster_") and replies and str(replies[-1]).startswith("cluster_"):
            replies[-1] = f"{replies[-1]}\n{line}"
            continue
        if line.startswith("AUTH failed"):
            auth = auth or line.partition(":")[2].strip() or line
        elif line.startswith(_NO_REPLY):
            broken = broken or line
        elif item and int(item.group(1)) > 1 and replies and isinstance(replies[-1], list):
            replies[-1].append(_value(item.group(2)))
        elif item:
            replies.append([_value(item.group(2))])
        elif line.strip():
            replies.append(_value(line))
    return Round(tuple(zip(asks, replies)), auth, broken)


def _value(text: str) -> Any:
    if text.startswith("(error) "):
        return Error(text[8:])
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].replace("\\r\\n", "\n").replace('\\"', '"')
    return text


# The protocol itself -----------------------------------------------------------------------------


def _of_protocol(data: bytes) -> Iterator[Any]:
    at = 0
    while at < len(data):
        reply, at = _reply(data, at, 0)
        if at < 0:
            return
        yield reply


def _reply(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    """The reply that begins there and where it ends; -1: it is cut off, or it is no reply."""
    end = data.find(b"\r\n", at)
    kind, line = data[at : at + 1], data[at + 1 : end].decode("utf-8", "replace")
    if end < 0 or depth > 4 or not kind or kind not in b"+-:$*_":
        return None, -1
    if kind == b"-":
        return Error(line), end + 2
    if kind not in b"$*":
        return line, end + 2
    if not re.fullmatch(r"-1|\d{1,8}", line):
        return None, -1
    return (_bulk if kind == b"$" else _array)(data, end + 2, int(line), depth)


def _bulk(data: bytes, at: int, size: int, depth: int) -> tuple[Any, int]:
    if size < 0:
        return None, at
    whole = at + size + 2 <= len(data)
    return data[at : at + size].decode("utf-8", "replace"), at + size + 2 if whole else -1


def _array(data: bytes, at: int, count: int, depth: int) -> tuple[Any, int]:
    items: list[Any] = []
    for _ in range(min(count, 1000)):
        item, at = _reply(data, at, depth + 1)
        if at < 0:
            return None, -1
        items.append(item)
    return items, at
