"""Docker's json-file driver: `{"log":"text\\n","stream":"stderr","time":"2026-11-20T14:02:03.123456789Z"}`.

https://docs.docker.com/engine/logging/drivers/json-file/. A line of more than 16 KiB comes in parts, of
which only the last one's text ends with a newline; `attrs` are labels, where they are asked for.
"""

from __future__ import annotations

import re

from farhand.logs import model
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "docker", 10, (b'{"log":"',)
SHAPES = (b'{"aaa"',)
STAMPS = ("iso",)
ONE = True

_VALUE = rb"[^\"\\\n]*(?:\\[^\n][^\"\\\n]*)*"
_LINE = lazily(rb"(?m:^)[^{\n]{0,3}\{\"log\":(\"" + _VALUE + rb"\")[^\n]*\n?")
#: A part of a line, and the beginning of the next.
_PART = _VALUE + rb"(?<!\\n)\",\"stream\":[^\n]*\n\{\"log\":\""
_ENDS = (rb"\r?\n|\r?$", rb"(?:\\r)?\\n|" + b'"')


def begin(stamp: bytes, rule: bytes = b"") -> bytes:
    parts = rb"(?:" + _PART + rb")*" if rule else b""
    return (
        rb"\{\"log\":\"" + escaped(rule) + parts + _VALUE + rb"\",\"stream\":\"\w+\""
        rb"(?:,\"attrs\":\{[^}\n]*\})?,\"time\":\"" + stamp
    )


def escaped(rule: bytes) -> bytes:
    """The same rule for text within a JSON string."""
    rule = rule.replace(*_ENDS).replace(rb"\"", rb"(?:\\\")").replace(rb"\t", rb"\\t")
    return rule.replace(rb"[\x00\x1b\xef]", rb"\\u001b").replace(rb"\x1b\[[0-9;]*m", rb"\\u001b\[[0-9;]*m")


def unwrapped(record: bytes) -> bytes:
    return b"".join(_plain(found[1]) for found in _LINE.finditer(record)) or record


def _plain(quoted: bytes) -> bytes:
    import json

    try:
        return str(json.loads(quoted, strict=False)).encode("utf-8", "surrogatepass")
    except ValueError:
        return quoted[1:-1]


def level(record: bytes) -> int:
    return 0


def field(record: bytes, name: bytes) -> bytes | None:
    """stream."""
    found = re.search(rb"\",\"stream\":\"(\w+)\"", record) if name == b"stream" else None
    return found[1] if found else None


EXAMPLES: Examples = [
    (
        b'{"log":"2026-11-20 14:02:03,100 ERROR app: no\\n","stream":"stderr",'
        b'"time":"2026-11-20T14:02:03.123456789Z"}\n'
        b'{"log":"Traceback (most recent call last):\\n","stream":"stderr",'
        b'"time":"2026-11-20T14:02:03.123456799Z"}\n'
        b'{"log":"ValueError: 3\\n","stream":"stderr","time":"2026-11-20T14:02:03.123456809Z"}\n'
        b'{"log":"2026-11-20 14:02:04,100 INFO app: ok\\n","stream":"stdout",'
        b'"time":"2026-11-20T14:02:04.2Z"}\n',
        [
            ("2026-11-20T14:02:03.123456789Z", model.ERROR, b"app: no"),
            ("2026-11-20T14:02:04.2Z", model.INFO, b"app: ok"),
        ],
    ),
    (
        b'{"log":"{\\"level\\":\\"error\\",\\"ts\\":1795183323.1,\\"msg\\":\\"no\\"}\\n","stream":"stderr",'
        b'"time":"2026-11-20T14:02:03.2Z"}\n'
        b'{"log":"goroutine 1 [running]:\\n","stream":"stderr","time":"2026-11-20T14:02:03.2Z"}\n',
        [("2026-11-20T14:02:03.2Z", model.ERROR, b"no")],
    ),
]
