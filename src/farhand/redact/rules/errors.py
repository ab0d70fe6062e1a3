"""Error texts that quote a piece of a password: a malformed URL cut where the driver took it apart.

An unescaped `@` moves half of the password to the host, an unescaped `/` to the port, a `%` to a
complaint about the encoding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import matches

ANCHORS = ("@", "cast to integer", "integer value", "invalid port", "percent-encoded", "url escape")

_TABLE = (
    ("@", r"\b(?:host(?:[ _]?name)?|lookup|ENOTFOUND|EAI_AGAIN|resolv(?:e|ing)|getaddrinfo)\b[\"']?"
          r"[ \t]{0,4}[:=]?[ \t]{0,4}\\*[\"'“]?"
          r"((?:[^\s\"'@“\\]{1,128}@){0,3}[^\s\"'@“\\]{1,128})@(?=[\w\[.-])"),
    ("cast to integer", r"cast to integer value as [\"']([^\"'\n]{1,256})[\"']"),
    ("integer value", r"invalid integer value [\"']([^\"'\n]{1,256})[\"'](?= for connection option \"?port)"),
    ("invalid port", r"invalid port(?: number)?:? ?[\"']:?([^\"'\n]{1,256})[\"']"),
    ("percent-encoded", r"invalid percent-encoded token:? ?[\"']([^\"'\n]{1,256})[\"']"),
    ("url escape", r"invalid URL escape ?[\"']([^\"'\n]{1,256})[\"']"),
)  # fmt: skip
_PATTERNS = [(literal, re.compile(pattern, re.I)) for literal, pattern in _TABLE]


#: Characters that a match can have before and after its literal.
_NEAR = (560, 300)
_LAST_SIGN = re.compile(r".*[ \"'\n“]", re.S)
_BEFORE = re.compile(r"host|lookup|ENOTFOUND|EAI_AGAIN|resolv|getaddrinfo", re.I)


def _of_a_host(text: str, at: int) -> bool:
    """True where a word for a host stands before the word that ends here."""
    sign = _LAST_SIGN.match(text, max(0, at - 200), at)
    if sign is None:
        return False
    return bool(_BEFORE.search(text, max(0, at - 200, sign.end() - 21), sign.end()))


def find(text: str, where: Where) -> Iterator[Span]:
    for literal, pattern in _PATTERNS:
        places = where.get(literal, ())
        if literal == "@":
            places = [at for at in places if _of_a_host(text, at)]
        for match in matches(pattern, text, places, *_NEAR):
            value = match.group(1)
            if not value.isdigit() and not (value == "git" and literal == "@"):
                yield Span(match.start(1), match.end(1), unquote(value))
