"""MongoDB's structured log (4.4 and later).

https://www.mongodb.com/docs/manual/reference/log-messages/: `t.$date`, and the severity `s` of one letter.
"""

from __future__ import annotations

from farhand.logs import model
from farhand.logs.formats import json_lines
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "mongodb", 15, (b'{"t":{"$date"',)
SHAPES = (b'{"a":{"$',)
STAMPS = ("iso",)
message, field = json_lines.message, json_lines.field

_LEVEL = lazily(rb"\"s\"\s*:\s*\"([FEWID])")
_LETTERS = {
    b"F": model.CRITICAL, b"E": model.ERROR, b"W": model.WARNING, b"I": model.INFO, b"D": model.DEBUG,
}  # fmt: skip


def begin(stamp: bytes) -> bytes:
    return rb"\{\"t\":\{\"\$date\":\"" + stamp


def level(record: bytes) -> int:
    found = _LEVEL.search(record)
    return _LETTERS[found[1]] if found else 0


EXAMPLES: Examples = [
    (
        b'{"t":{"$date":"2026-11-20T14:02:03.123+00:00"},"s":"W",  "c":"NETWORK",  "id":22943,   '
        b'"ctx":"listener",'
        b'"msg":"Connection refused","attr":{"connectionCount":3}}\n',
        [("2026-11-20T14:02:03.123Z", model.WARNING, b"Connection refused")],
    ),
]
