""".NET's console log with a TimestampFormat: `2026-11-20 14:02:03 info: Category[0]`, the text in the next
line.

https://learn.microsoft.com/dotnet/core/extensions/console-log-formatter.
"""

from __future__ import annotations

from farhand.logs import model
from farhand.logs.formats import _text
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER = "dotnet", 31
SIGNS = (b"]\n   ", b"]\r\n   ")
SHAPES = (b"0", b"[0")
STAMPS = ("iso", "time_of_day", "slashes")
field = _text.named

WORD = rb"(?:trce|dbug|info|warn|fail|crit)(?:\x1b\[[0-9;]*m)*: "
_HEAD = lazily(rb"(trce|dbug|info|warn|fail|crit): (\S+)\[-?\d+\]\s*([^\n]*)")


def begin(stamp: bytes) -> bytes:
    return rb"\[?" + stamp + rb"[\] ]{0,2}(?:\x1b\[[0-9;]*m)*" + WORD


def level(record: bytes) -> int:
    found = _HEAD.search(_text.bare(record[:4000]))
    return _text.severity(found[1]) if found else 0


def message(record: bytes) -> bytes:
    found = _HEAD.search(_text.bare(record))
    return found[3].rstrip(b"\r") if found else _text.first_line(record)


EXAMPLES: Examples = [
    (
        b"2026-11-20 14:02:03 fail: Acme.Orders[7]\n      Could not save\n      System.Exception: x\n       "
        b"  at A.B()\n"
        b"2026-11-20 14:02:04 info: Acme.Orders[0]\n      ok\n",
        [
            ("2026-11-20T14:02:03Z", model.ERROR, b"Could not save"),
            ("2026-11-20T14:02:04Z", model.INFO, b"ok"),
        ],
    ),
]
