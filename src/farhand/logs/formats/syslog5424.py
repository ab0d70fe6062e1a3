"""syslog of RFC 5424: `<34>1 2026-11-20T14:02:03.123Z host app 12 ID47 [a@1 b="c"] text`.

Section 6; a line may have its length before it, as RFC 6587 frames it, and a byte order mark before its text.
"""

from __future__ import annotations

import re

from farhand.logs import formats, model
from farhand.logs.formats import _syslog
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "syslog5424", 12, (b">1 ",)
SHAPES = (b"<0", b"0")
STAMPS = ("iso",)
ONE = False

_DATA = rb"(?:-|(?:\[[^\]\"\n]*(?:\"[^\"\\\n]*(?:\\[^\n][^\"\\\n]*)*\"[^\]\"\n]*)*\])+)"
_TAIL = rb" \S{1,255} \S{1,255} \S{1,128} \S{1,128} " + _DATA + rb" ?(?:\xef\xbb\xbf)?"
_HEAD = rb"(?:\d{1,7} )?<\d{1,3}>\d{1,2} "
_LINE = lazily(rb"(?m:^)" + _HEAD + rb"\S+" + _TAIL)
_NAMES = lazily(_HEAD + rb"\S+ (?P<host>\S+) (?P<app>\S+) (?P<pid>\S+) (?P<id>\S+) (?P<data>" + _DATA + rb")")


def begin(stamp: bytes, rule: bytes = b"") -> bytes:
    return _HEAD + stamp + _TAIL + (formats.LEAD + rule if rule else rule)


def unwrapped(record: bytes) -> bytes:
    return _LINE.sub(b"", record)


def level(record: bytes) -> int:
    return _syslog.by_priority(record)


def field(record: bytes, name: bytes) -> bytes | None:
    """host, app, pid, id, or the name of a parameter of the structured data."""
    found = _NAMES.match(record)
    if not found:
        return None
    if name in (b"host", b"app", b"pid", b"id"):
        return found[name.decode()]
    value = re.search(rb" " + re.escape(name) + rb"=\"([^\"\\]*(?:\\.[^\"\\]*)*)\"", found["data"])
    return re.sub(rb"\\([\"\\\]])", rb"\1", value[1]) if value else None


EXAMPLES: Examples = [
    (
        b'<35>1 2026-11-20T14:02:03.123Z web su - ID47 [a@1 b="c]\\"" d="e"][f@2] \xef\xbb\xbfno root\n'
        b"<134>1 2026-11-20T14:02:04Z web app 12 - - ok\n<134>1 2026-11-20T14:02:04Z web app 12 - -   more\n",
        [
            ("2026-11-20T14:02:03.123Z", model.ERROR, b"no root"),
            ("2026-11-20T14:02:04Z", model.INFO, b"ok"),
        ],
    ),
]
