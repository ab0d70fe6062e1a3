"""E-mail addresses, also percent-encoded ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import back, of_all

GROUP = "person"
ANCHORS = ("@", "%40")

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-"
_DOMAIN = re.compile(
    r"(?:[A-Za-zÀ-ɏ0-9](?:[A-Za-zÀ-ɏ0-9-]{0,61}[A-Za-zÀ-ɏ0-9])?\.){1,8}[A-Za-z][A-Za-z0-9-]{0,22}[A-Za-z0-9]"
)
#: `git@github.com:org/repo` is a place, no person; so is `user@host` in a URL (rules/urls.py).
_SERVICE = ("git", "hg", "svn", "postmaster", "noreply", "no-reply", "root")
_LONGEST = 64


def find(text: str, where: Where) -> Iterator[Span]:
    for at in of_all(where, ANCHORS):
        wide = 3 if text[at] == "%" else 1
        domain = _DOMAIN.match(text, at + wide)
        if not domain:
            continue
        start = _local(text, at)
        local = text[start:at]
        if local and not _is_place(text, start, local, domain.end()):
            yield Span(start, domain.end(), f"{local}@{domain.group()}", "email")


def _local(text: str, at: int) -> int:
    """Where the part before the `@` begins."""
    start = back(text, at, _PLAIN, _LONGEST)
    while start > 0 and at - start < _LONGEST and ord(text[start - 1]) > 127:
        start -= 1
    encoded = text.rfind("%", start, at)  # a query: `?mail%3Dann%40x.org` begins after %3D
    if encoded >= 0 and text[encoded + 1 : encoded + 3].isalnum() and encoded + 3 < at:
        start = encoded + 3
    while start < at and text[start] in ".-%+_":
        start += 1
    return start


def _is_place(text: str, start: int, local: str, end: int) -> bool:
    before = text[start - 1] if start else ""
    at = start + len(local)
    if before in (":", "/") or text[at] == "@":  # user info of a URL: `scheme://user:password@host`
        slashes = text.rfind("://", max(0, start - 200), start)
        if slashes >= 0 and not any(c in " \t\n\"'/?" for c in text[slashes + 3 : start - 1]):
            return True
    return local in _SERVICE[:3] and text[end : end + 1] in (":", "/")
