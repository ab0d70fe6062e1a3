"""Lines with a level and no time: Python's `LEVEL:name:text`, uvicorn, .NET's console, HAProxy's warnings.

Python's logging.BASIC_FORMAT; uvicorn.logging.DefaultFormatter.
"""

from __future__ import annotations

import re

from farhand.logs import model
from farhand.logs.formats import _text, dotnet
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER = "timeless", 99
SIGNS: tuple[bytes, ...] = ()
SHAPES = (b"A", b"[A", b"aaaa")
STAMPS = ("none",)
TIMELESS = True
field = _text.named

_WORDS = rb"(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|SEVERE|CRITICAL|FATAL)"
_LEVEL = lazily(rb"^\[?(\w+)\]?(?:: ?| )\s*")


def begin(stamp: bytes) -> bytes:
    return (
        rb"(?:"
        + _WORDS
        + rb"(?:\x1b\[[0-9;]*m)*[: ]|\[(?:"
        + _WORDS
        + rb")\] |"
        + dotnet.WORD
        + rb"\S+\[-?\d+\])"
    ) + stamp


def level(record: bytes) -> int:
    found = _LEVEL.match(_text.first_line(record))
    return _text.severity(found[1]) if found else 0


def message(record: bytes) -> bytes:
    if re.match(dotnet.WORD, _text.bare(record)):
        return dotnet.message(record)
    return _LEVEL.sub(b"", _text.first_line(record), count=1)


EXAMPLES: Examples = [
    (
        b"ERROR:app:no answer\nTraceback (most recent call last):\nValueError: 3\nINFO:     Application "
        b"startup complete.\n",
        [("", model.ERROR, b"app:no answer"), ("", model.INFO, b"Application startup complete.")],
    ),
    (
        b"fail: Acme.Orders[7]\n      Could not save\ninfo: Acme.Orders[0]\n      ok\n",
        [("", model.ERROR, b"Could not save"), ("", model.INFO, b"ok")],
    ),
]
