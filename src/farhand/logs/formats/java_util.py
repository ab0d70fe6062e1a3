"""java.util.logging: two lines a record, the time with the class and method, then the level with the text.

java.util.logging.SimpleFormatter's default format.
"""

from __future__ import annotations

from farhand.logs import model
from farhand.logs.formats import _text
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "java-util", 33, (b" AM ", b" PM ", b"\xafAM ", b"\xafPM ")
SHAPES = (b"Aaa 0",)
STAMPS = ("month_day",)
signs = _text.signs
field = _text.named

_SECOND = lazily(rb"^[^\n]*\n(?:\x1b\[[0-9;]*m)*([A-Z]{3,20}): ?([^\n]*)")


def begin(stamp: bytes) -> bytes:
    return stamp + rb" [\w.$/<>-]+(?: [\w$<>.]+)?\r?(?m:$)"


def level(record: bytes) -> int:
    found = _SECOND.match(record)
    return model.severity(found[1]) if found else 0


def message(record: bytes) -> bytes:
    found = _SECOND.match(record)
    return found[2].rstrip(b"\r") if found else _text.first_line(record)


EXAMPLES: Examples = [
    (
        b"Nov 20, 2026 2:02:03 PM com.acme.App main\nSEVERE: refused\njava.io.IOException: x\n\tat "
        b"com.acme.App.main(App.java:3)\n"
        b"Nov 20, 2026 2:02:04\xe2\x80\xafPM com.acme.App main\nINFO: next\n",
        [
            ("2026-11-20T14:02:03Z", model.ERROR, b"refused"),
            ("2026-11-20T14:02:04Z", model.INFO, b"next"),
        ],
    ),
]
