"""Secrets in base64 and in hexadecimal: JSON, key=value, connection strings, tokens, PowerShell's UTF-16.

Such a run is found by what a word that sounds secret looks like in base64, at each of its three alignments; it is
read, and hidden where the rules find something in what it says.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from farhand.redact.policy import SECRET
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import of_all
from farhand.redact.rules._views import found_in

_WORDS = """
password Password PASSWORD passwd secret Secret SECRET token Token TOKEN api_key apiKey API_KEY APIKey pass:
postgres:// postgresql:// mysql:// redis:// mongodb amqp:// https:// PRIVATE ghp_ gho_ ghs_ ghu_ github_pat glpat-
xoxb- xoxp- sk_live sk-proj sk-ant aws_ AWS_ AccountKey Bearer Authorization pwd= Pwd= PWD=
""".split()
#: The words that are looked for in UTF-16, as `powershell -EncodedCommand` has them.
_WIDE = ("password", "Password", "secret", "token", "ConvertTo", "Credential")


def _fragments(word: bytes) -> Iterator[str]:
    """What is the same in the base64 of every text that holds the word."""
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + word).decode()
        first, last = -(-8 * shift // 6), 8 * (shift + len(word)) // 6
        yield coded[first:last].lower()


_BASE64 = tuple(sorted({
    *(part for word in _WORDS for part in _fragments(word.encode()) if len(part) > 4),
    *(part for word in _WIDE for part in _fragments(word.encode("utf-16-le"))),
    "eyj",
}))  # fmt: skip
_HEX = tuple(word.encode().hex() for word in ("password", "passwd", "secret", "token", "api_key"))
ANCHORS = _BASE64 + _HEX

_RUN = re.compile(r"[A-Za-z0-9+/_-]+={0,2}")
_BEFORE = re.compile(r"[A-Za-z0-9+/_-]*\Z")
_HEXADECIMAL = re.compile(r"(?:[0-9a-fA-F]{2})+")
#: Characters of a run before the place, and after it, that are looked at.
_NEAR, _FAR = 4096, 65536
_SIGNS = str.maketrans("-_", "+/")


def find(text: str, where: Where, group: str = SECRET) -> Iterator[Span]:
    done = 0
    for at in of_all(where, _BASE64):
        if at >= done:
            start = _begin(text, at, done)
            run = _RUN.match(text, start, at + _FAR)
            done = run.end() if run else done
            if run:
                yield from _hidden(start, run.group(), _base64(run.group()), group)
    for at in of_all(where, _HEX):
        run = _HEXADECIMAL.match(text, _even(text, at))
        if run and run.end() > at:
            yield from _hidden(run.start(), run.group(), _said(bytes.fromhex(run.group())), group)


def _begin(text: str, at: int, least: int) -> int:
    """Where the run around a place begins."""
    match = _BEFORE.search(text, max(least, at - _NEAR), at)
    return match.start() if match else at


def _even(text: str, at: int) -> int:
    """Where the hexadecimal digits around a place begin, by whole bytes from it."""
    while at >= 2 and _HEXADECIMAL.fullmatch(text, at - 2, at):
        at -= 2
    return at


def _hidden(start: int, run: str, said: str, group: str) -> Iterator[Span]:
    """All of the run, with the mark of the one secret in it where there is just one."""
    found = found_in(said, group)
    if found:
        only = found[0] if len({span.value for span in found}) == 1 else Span(0, 0, run)
        yield Span(start, start + len(run), only.value, only.kind)


def _base64(run: str) -> str:
    """What a run says; empty where it is no text."""
    plain = run.rstrip("=").translate(_SIGNS)
    plain = plain[: len(plain) - (len(plain) % 4 == 1)]
    try:
        return _said(base64.b64decode(plain + "=" * (-len(plain) % 4)))
    except (binascii.Error, ValueError):
        return ""


def _said(data: bytes) -> str:
    """Bytes as text, also in UTF-16; empty where they are none."""
    wide = len(data) > 7 and data.count(b"\0", 1) * 3 > len(data)
    text = data[: len(data) & ~1].decode("utf-16-le", "replace") if wide else data.decode("utf-8", "replace")
    odd = sum(not (c.isprintable() or c in "\r\n\t\0") or c == "\ufffd" for c in text)
    return text if odd * 20 <= len(text) else ""
