"""logfmt: `time=... level=... msg="..."`, as Go's slog and logrus, Prometheus, Grafana write it.

https://brandur.org/logfmt; https://pkg.go.dev/log/slog#TextHandler.
"""

from __future__ import annotations

import re

from farhand.logs import model
from farhand.logs.formats import _text
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "logfmt", 40, (b"level=", b"lvl=", b"time=", b"ts=", b"timestamp=")
SHAPES = (b"a", b"A", b"@a", b"_a")
STAMPS = ("iso", "epoch")
signs = _text.signs

_PAIR = rb"[A-Za-z_@][\w.@/-]{0,80}=(?:\"[^\"\\\n]*(?:\\[^\n][^\"\\\n]*)*\"|[^\" \n]*) +"
_LEVEL = lazily(rb"(?:^| )(?:level|lvl|severity|l)=\"?([A-Za-z]+)")


def begin(stamp: bytes) -> bytes:
    return rb"(?:" + _PAIR + rb"){0,40}?(?:time|ts|t|timestamp|at|date|@timestamp)=\"?" + stamp


def level(record: bytes) -> int:
    found = _LEVEL.search(record)
    return _text.severity(found[1]) if found else 0


def message(record: bytes) -> bytes:
    each = (field(record, name) for name in (b"msg", b"message", b"event"))
    return next((one for one in each if one), b"") or _text.first_line(record)


def field(record: bytes, name: bytes) -> bytes | None:
    """The value of that key, without its quotes."""
    found = re.search(
        rb"(?:^|\s)" + re.escape(name) + rb"=(?:\"([^\"\\]*(?:\\.[^\"\\]*)*)\"|([^\s\"]*))",
        _text.bare(record),
    )
    if not found:
        return None
    return found[2] if found[1] is None else found[1].replace(b'\\"', b'"')


EXAMPLES: Examples = [
    (
        b'time=2026-11-20T14:02:03.123Z level=ERROR msg="no \\"answer\\"" host=db\n'
        b"level=info ts=2026-11-20T14:02:04Z caller=main.go:3 msg=ready\n",
        [
            ("2026-11-20T14:02:03.123Z", model.ERROR, b'no "answer"'),
            ("2026-11-20T14:02:04Z", model.INFO, b"ready"),
        ],
    ),
]
