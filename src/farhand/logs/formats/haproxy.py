"""HAProxy's HTTP and TCP logs, bare or within syslog.

https://docs.haproxy.org/3.0/configuration.html#8.2: `client [accept date] frontend backend/server timers
status ...`.
"""

from __future__ import annotations

from farhand.logs import model
from farhand.logs.formats import _text, access
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "haproxy", 34, (b"/<NOSRV>", b" ---- ", b"haproxy", b" 0/0")
SHAPES = (b"[00/", b"0.", b"00.", b"000.", b"a", b":", b"0000:")
STAMPS = ("day_month",)

_LINE = lazily(
    rb"\] (?P<frontend>\S+) (?P<backend>[^\s/]+)/(?P<server>\S+) (?P<timers>[\d/+-]+) (?P<status>\d{3}"
    rb"|-1)? ?[^\n]*"
)


def begin(stamp: bytes) -> bytes:
    return rb"(?:[^\s\[{]{1,100}:\d+ )?\[" + stamp + rb"\] \S+ [^\s/]+/"


def level(record: bytes) -> int:
    found = _LINE.search(record)
    if not found:
        return 0
    return model.WARNING if found["status"] == b"-1" else access.by_status(found["status"] or b"")


def message(record: bytes) -> bytes:
    found = _LINE.search(record)
    return found[0][2:].rstrip(b"\r") if found else _text.first_line(record)


def field(record: bytes, name: bytes) -> bytes | None:
    """frontend, backend, server, timers, status."""
    found = _LINE.search(record)
    text = name.decode("utf-8", "replace")
    return found[text] if found and text in _LINE.groupindex else None


EXAMPLES: Examples = [
    (
        b'10.0.0.1:5000 [20/Nov/2026:14:02:03.123] web app/s1 0/0/1/2/3 503 212 - - SC-- 1/1/0/0/0 0/0 "GET '
        b'/ HTTP/1.1"\n',
        [
            (
                "2026-11-20T14:02:03.123Z",
                model.ERROR,
                b'web app/s1 0/0/1/2/3 503 212 - - SC-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
            )
        ],
    ),
]
