"""Redis and Valkey: `1:M 20 Nov 2026 14:02:03.123 # text`.

serverLogRaw in redis/src/server.c: `pid:role time level text`; the signs . - * # are debug, verbose,
notice, warning.
"""

from __future__ import annotations

from farhand.logs import model
from farhand.logs.formats import _text
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "redis", 32, (b":M ", b":S ", b":C ", b":X ")
SHAPES = (b"0:A ", b"00:A ", b"000:A ", b"0000:A ", b"00000:A ", b"000000:A ", b"0000000:A ")
STAMPS = ("day_month", "bsd")
field = _text.named

_SIGN = lazily(rb"^\d+:[MSCX] .{15,27}? ([.*#-]) ")
_SIGNS = {b".": model.DEBUG, b"-": model.DEBUG, b"*": model.INFO, b"#": model.WARNING}


def begin(stamp: bytes) -> bytes:
    return rb"\d{1,10}:[MSCX] " + stamp + rb" [.*#-] "


def level(record: bytes) -> int:
    found = _SIGN.search(_text.first_line(record))
    return _SIGNS[found[1]] if found else 0


def message(record: bytes) -> bytes:
    return _SIGN.sub(b"", _text.first_line(record), count=1)


EXAMPLES: Examples = [
    (
        b"1:M 20 Nov 2026 14:02:03.123 # WARNING overcommit_memory is set to 0!\n1:M 20 Nov 2026 "
        b"14:02:03.124 * Ready\n",
        [
            ("2026-11-20T14:02:03.123Z", model.WARNING, b"WARNING overcommit_memory is set to 0!"),
            ("2026-11-20T14:02:03.124Z", model.INFO, b"Ready"),
        ],
    ),
]
