"""Error texts that quote a piece of a password: a malformed URL cut where the driver took it apart.

An unescaped `@` moves half of the password to the host, an unescaped `/` to the port, a `%` to a
complaint about the encoding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from farhand.redact.rules import Span

ANCHORS = ("@", "port", "percent-encoded", "url escape", "userinfo")

_TABLE = (
    ("@", r"\b(?:host(?:[ _]?name)?|lookup|ENOTFOUND|EAI_AGAIN|resolv(?:e|ing)|getaddrinfo)\b[\"']?"
          r"[ \t]{0,4}[:=]?[ \t]{0,4}\\*[\"'“]?"
          r"((?:[^\s\"'@“\\]{1,128}@){0,3}[^\s\"'@“\\]{1,128})@(?=[\w\[.-])"),
    ("cast to integer", r"cast to integer value as [\"']([^\"'\n]{1,256})[\"']"),
    ("integer value", r"invalid integer value [\"']([^\"'\n]{1,256})[\"'](?= for connection option \"?port)"),
    ("port", r"invalid port(?: number)?:? ?[\"']:?([^\"'\n]{1,256})[\"']"),
    ("percent-encoded", r"invalid percent-encoded token:? ?[\"']([^\"'\n]{1,256})[\"']"),
    ("url escape", r"invalid URL escape ?[\"']([^\"'\n]{1,256})[\"']"),
)  # fmt: skip
_PATTERNS = [(literal, re.compile(pattern, re.I)) for literal, pattern in _TABLE]


def find(text: str, lower: str) -> Iterator[Span]:
    for literal, pattern in _PATTERNS:
        if literal in lower:
            for match in pattern.finditer(text):
                value = match.group(1)
                if not value.isdigit() and not (value == "git" and literal == "@"):
                    yield Span(match.start(1), match.end(1), unquote(value))
