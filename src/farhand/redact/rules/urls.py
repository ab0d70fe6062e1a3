"""User info in URLs and connection strings: `scheme://user:password@host`, also malformed ones.

A password that nobody percent-encoded may hold `@`, `/`, `#` and blanks; it ends at the last `@` that
can be the one before the host.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from farhand.redact import words
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import back, matches

ANCHORS = ("://", "@", "@tcp(", "@unix(", "thin:", "%3a%2f%2f")

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]{0,30})://", re.I)
_SCHEME_CHARS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+.-"
_RUN_END = re.compile(r"[\s\"'<>`]|\\[\"'nrt]")
_DATABASES = (
    "postgres", "mysql", "mariadb", "redis", "mongodb", "amqp", "mssql", "oracle", "nats", "mqtt", "kafka",
    "ldap", "smtp", "cockroach", "clickhouse", "memcached", "elasticsearch", "sqlserver", "db2",
    "pymssql", "valkey",
)  # fmt: skip
_GO = re.compile(r"(?<![\w.-])[\w.-]{1,64}:([^\s\"']{1,256})@(?:tcp|unix)\(")
_ORACLE = re.compile(r"thin:[^\s/\"'@]{1,64}/([^\s\"'@]{1,256})@", re.I)
#: `user:password@host:port` and `//user:password@host`, where a scheme is missing or broken.
_NO_SCHEME = re.compile(
    r"(?:(?<!:)//|(?<![\w./@:-]))(?!mailto:|acct:|sips?:|xmpp:)[\w.-]{1,64}:([^\s@:/\"'<>]{3,128})"
    r"@(?!sha256:)(?:[\w.-]{1,253}:\d{2,5}(?![\w.])|(?<=[^/])[\w.-]{1,253}/\w)"
)
_ENCODED = re.compile(r"%3A%2F%2F[\w.~-]{0,64}%3A((?:[\w.~+*!-]|%(?!40)[0-9A-F]{2}){1,256})(?:%40|@)", re.I)

#: Literal that must be there, in lower case, the pattern, and how far before and after it a match goes.
_OTHERS = (
    ("@tcp(", _GO, 330, 10), ("@unix(", _GO, 330, 10), ("thin:", _ORACLE, 0, 400),
    ("%3a%2f%2f", _ENCODED, 0, 800), ("@", _NO_SCHEME, 200, 300),
)  # fmt: skip


def find(text: str, where: Where) -> Iterator[Span]:
    end = 0
    starts = list(_schemes(text, _worth_a_look(text, where)))
    for scheme, following in zip(starts, [*starts[1:], None]):
        if scheme.end() >= end:
            end = _run_end(text, scheme)
        stop = min(end, following.start()) if following else end
        yield from _authority(text, scheme, stop)
    for literal, pattern, before, after in _OTHERS:
        places = where.get(literal, ())
        if literal == "@":
            places = [at for at in places if _after_colon(text, at)]
        for match in matches(pattern, text, places, before, after):
            yield Span(match.start(1), match.end(1), unquote(match.group(1)))


def _worth_a_look(text: str, where: Where) -> Iterator[int]:
    """Where a scheme ends, but for web addresses with no `@` before the next blank: most of all addresses."""
    signs = where.get("@", ())
    for at in where.get("://", ()):
        if text[at - 4 : at] in ("http", "ttps"):
            number = bisect_right(signs, at)
            if number == len(signs) or signs[number] > at + 4096 or text.find(" ", at, signs[number]) >= 0:
                continue
        yield at


def _after_colon(text: str, at: int) -> bool:
    """True where `:word` stands right before this `@`, as in `user:password@host`."""
    colon = text.rfind(":", max(0, at - 129), at)
    return colon >= 0 and text[colon + 1 : colon + 2] != "/" and not any(map(str.isspace, text[colon:at]))


def _schemes(text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """The scheme before each `://`."""
    for at in places:
        start = back(text, at, _SCHEME_CHARS, 31)
        while start < at and not (text[start].isascii() and text[start].isalpha()):
            start += 1
        match = _SCHEME.match(text, start) if start < at else None
        if match:
            yield match


def _run_end(text: str, scheme: re.Match[str]) -> int:
    """Where this URL ends at the latest: at the quote that it began with, else at the next blank."""
    before = text[scheme.start() - 1 : scheme.start()]
    if before in ("'", '"', "`") and before:
        close = text.find(before, scheme.end(), scheme.end() + 2048)
        line = text.find("\n", scheme.end(), scheme.end() + 2048)
        if close >= 0 and not 0 <= line < close:
            return close
    end = _RUN_END.search(text, scheme.end())
    return end.start() if end else len(text)


def _authority(text: str, scheme: re.Match[str], stop: int) -> Iterator[Span]:
    start = scheme.end()
    at = _last_at(text, scheme, stop)
    colon = text.find(":", start, at if at > 0 else stop)
    if text[start : start + 1] == "[" or (colon >= 0 and "/" in text[start : min(colon, start + 300)]):
        colon = -1
    if at < 0:
        yield from _cut_off(text, scheme, colon, stop)
    elif colon < 0:
        yield from _user_only(text, start, at)
    elif not words.is_blank(text[colon + 1 : at]):
        yield Span(colon + 1, at, unquote(text[colon + 1 : at]))


def _last_at(text: str, scheme: re.Match[str], stop: int) -> int:
    """The `@` before the host, -1 where there is no user info."""
    start = scheme.end()
    signs = (text.find(sign, start, start + 4096) for sign in "/?#")
    slash = min((i for i in signs if 0 <= i < stop), default=stop)
    near = text.rfind("@", start, slash)
    if _is_database(scheme.group(1)):
        query = text.find("?", max(near, start), min(stop, start + 4096))
        last = text.rfind("@", start, min(stop, start + 4096) if query < 0 else query)
        return max(last, near, text.rfind("@", start, min(stop, start + 4096)) if last < 0 else -1)
    if near >= 0:
        return near
    colon = text.find(":", start, slash)
    if colon < 0 or text[colon + 1 : slash].isdigit() or colon + 1 == slash or text[start : start + 1] == "[":
        return -1  # a port: what follows is a path, and an @ in it is part of that
    return text.rfind("@", slash, min(stop, start + 512))


def _cut_off(text: str, scheme: re.Match[str], colon: int, stop: int) -> Iterator[Span]:
    """A database's URL that breaks off in the password: what stands where a port would is no number."""
    if colon < 0 or not _is_database(scheme.group(1)):
        return
    end = min((i for i in (text.find(c, colon, stop) for c in "/?,;)") if i >= 0), default=stop)
    end = min(end, colon + 256)
    value = text[colon + 1 : end].rstrip(".:…,")
    if len(value) > 1 and value.lower() != "port" and not value.isdigit() and not words.is_blank(value):
        yield Span(colon + 1, colon + 1 + len(value), unquote(value))


def _user_only(text: str, start: int, at: int) -> Iterator[Span]:
    """`https://TOKEN@host`: a user name stays, what looks made by a machine does not."""
    user = text[start:at]
    if 16 <= len(user) <= 512 and "/" not in user and any(c.isdigit() for c in user):
        yield Span(start, at, unquote(user))


def _is_database(scheme: str) -> bool:
    return scheme.lower().startswith(_DATABASES)
