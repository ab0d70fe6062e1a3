"""Access logs of nginx, Apache and what writes like them: the common log format and what is added to it.

https://httpd.apache.org/docs/2.4/logs.html#common. A status of 500 and more is an error, of 400 and more a
warning.
"""

from __future__ import annotations

from farhand.logs import model
from farhand.logs.formats import _text
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "access", 35, (b'] "',)
SHAPES = (b"0.", b"00.", b"000.", b"a", b"A", b"-", b":", b"0a", b"00a", b"000a", b"0000:", b"[0")
STAMPS = ("day_month", "iso")

_REQUEST = lazily(rb"\] (\"[^\"\\\n]*(?:\\.[^\"\\\n]*)*\" (\d{3}) [^\n]*)")
_NAMES = (b"host", b"ident", b"user", b"time", b"request", b"status", b"bytes", b"referer", b"agent")
_FIELDS = lazily(
    rb"^(?:\S+:\d+ )?(\S+) (\S+) ([^\[\n]*?) ?\[([^\]\n]*)\] \"([^\"\\\n]*"
    rb"(?:\\.[^\"\\\n]*)*)\" (\d{3}) (\d+|-)"
    rb"(?: \"([^\"\n]*)\" \"([^\"\n]*)\")?"
)


def begin(stamp: bytes) -> bytes:
    return rb"(?:[^\s{\[]\S{0,300} \S{1,300} [^\[\n]{0,300}?)?\[" + stamp + rb"\] \""


def level(record: bytes) -> int:
    found = _REQUEST.search(record)
    return by_status(found[2]) if found else 0


def by_status(status: bytes) -> int:
    return model.ERROR if status >= b"500" else model.WARNING if status >= b"400" else model.INFO


def message(record: bytes) -> bytes:
    found = _REQUEST.search(record)
    return found[1].rstrip(b"\r") if found else _text.first_line(record)


def field(record: bytes, name: bytes) -> bytes | None:
    """host, ident, user, time, request, method, path, status, bytes, referer, agent."""
    found = _FIELDS.search(record)
    if found and name in _NAMES:
        return found[_NAMES.index(name) + 1]
    if found and name in (b"method", b"path"):
        words = found[5].split(b" ")
        return words[0] if name == b"method" else words[1] if len(words) > 1 else None
    return _text.named(record, name)


EXAMPLES: Examples = [
    (
        b'10.0.0.1 - - [20/Nov/2026:14:02:03 +0000] "GET /a HTTP/1.1" 200 512 "-" "curl/8"\n'
        b'10.0.0.1 - bob [20/Nov/2026:15:02:04 +0100] "POST /b HTTP/1.1" 502 0\n',
        [
            ("2026-11-20T14:02:03Z", model.INFO, b'"GET /a HTTP/1.1" 200 512 "-" "curl/8"'),
            ("2026-11-20T14:02:04Z", model.ERROR, b'"POST /b HTTP/1.1" 502 0'),
        ],
    ),
    (  # Envoy; Django's own server
        b'[2026-11-20T14:02:03.123Z] "GET /a HTTP/1.1" 503 UF 0 91\n'
        b'[20/Nov/2026 14:02:04] "GET / HTTP/1.1" 200 5\n',
        [
            ("2026-11-20T14:02:03.123Z", model.ERROR, b'"GET /a HTTP/1.1" 503 UF 0 91'),
            ("2026-11-20T14:02:04Z", model.INFO, b'"GET / HTTP/1.1" 200 5'),
        ],
    ),
]
