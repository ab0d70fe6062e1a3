"""HTTP's ways to carry a credential without a key name beside it: Bearer, Basic, cookies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact import values, words
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import matches, of_all

#: Cookies as HAR, Playwright and browsers' tools write them: objects with a name and a value.
_JAR = re.compile(r"\\*\"cookies\\*\"\s{0,4}:\s{0,40}\[([^\[\]]{1,60000})\]")
_IN_JAR = re.compile(r"\\*\"value\\*\"\s{0,4}:\s{0,4}\\*\"((?:[^\"\\\n]|\\(?!\")){1,4096})")

ANCHORS = ("bearer", "basic", "cookie", "digest", "apikey ", "ssws ")

_BEARER = re.compile(
    r"\b(?:Bearer|Basic|ApiKey|SSWS)(?:,?[ \t]{1,8}|%20|\+)([A-Za-z0-9._~+/\-]{4,}={0,2})(?![\w])", re.I
)
_DIGEST = re.compile(r"\bDigest[ \t]+(username=[^\r\n\]]{10,4096})", re.I)
_COOKIES = re.compile(r"\b(Set-)?Cookie2?[\"'\\]{0,8}[ \t]*[:=,][ \t]*(?:b?\\*[\"'])?", re.I)
_COOKIE = re.compile(r"([!#$%&*+.^_`|~\w\-]{1,128})=([^\s;,\"'\\]{1,4096})")
_NEXT = re.compile(r"[ \t]*;[ \t]*")


def find(text: str, where: Where) -> Iterator[Span]:
    for match in matches(_BEARER, text, of_all(where, ("bearer", "basic", "apikey ", "ssws ")), 0, 16384):
        value = match.group(1)
        pair = values.password_in_base64(value)
        if pair:
            yield Span(match.start(1), match.end(1), pair)
        elif len(value) >= 6 and words.is_tokenish(value) and not words.is_prose(value):
            yield Span(match.start(1), match.end(1), value)
    for match in matches(_DIGEST, text, where.get("digest", ()), 0, 4200):
        if "response=" in match.group(1):
            yield Span(match.start(1), match.start(1) + len(match.group(1).rstrip("\"' \t")), match.group(1))
    for match in matches(_COOKIES, text, where.get("cookie", ()), 4, 64):
        yield from _cookies(text, match)
    for jar in matches(_JAR, text, where.get("cookie", ()), 4, 61000):
        for one in _IN_JAR.finditer(text, jar.start(1), jar.end(1)):
            if not words.is_blank(one.group(1)):
                yield Span(one.start(1), one.end(1), one.group(1))


def _cookies(text: str, header: re.Match[str]) -> Iterator[Span]:
    """Every cookie's value; of Set-Cookie only the first, for the rest are attributes."""
    at = header.end()
    while True:
        cookie = _COOKIE.match(text, at)
        if not cookie:
            return
        if not words.is_blank(cookie.group(2)):
            yield Span(cookie.start(2), cookie.end(2), cookie.group(2))
        following = _NEXT.match(text, cookie.end())
        if header.group(1) or not following:
            return
        at = following.end()
