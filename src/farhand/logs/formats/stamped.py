"""What `docker logs --timestamps`, `kubectl logs --timestamps` and `aws logs tail` put before each line: a
time with its zone, and the name of a stream with the last one.
"""

from __future__ import annotations

from farhand.logs import formats, model
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "stamped", 28, (b"Z ", b"+00:00 ")
SHAPES = (b"0000-00-00A",)
STAMPS = ("iso",)
ONE = True
SHARE = 0.95

_STREAM = rb"(?:\d{4}/\d\d/\d\d/(?:[\w.-]+)?\[[^\]\s]+\]\w+ )?"
_LINE = lazily(rb"(?m:^)\d{4}-\S+ " + _STREAM)


def begin(stamp: bytes, rule: bytes = b"") -> bytes:
    return (
        rb"(?=\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3,9}(?:Z|\+00:00) )"
        + stamp
        + rb" "
        + _STREAM
        + formats.LEAD
        + rule
    )


def unwrapped(record: bytes) -> bytes:
    return _LINE.sub(b"", record)


def level(record: bytes) -> int:
    return 0


def field(record: bytes, name: bytes) -> bytes | None:
    return None


EXAMPLES: Examples = [
    (
        b'2026-11-20T14:02:03.123456789Z ERROR: no\n2026-11-20T14:02:03.123456799Z   File "a.py", line 3\n'
        b"2026-11-20T14:02:04.123456789Z ended\n",
        [
            ("2026-11-20T14:02:03.123456789Z", model.ERROR, b"no"),
            ("2026-11-20T14:02:04.123456789Z", 0, b"ended"),
        ],
    ),
    (
        b'2026-11-20T14:02:03.123000+00:00 2026/11/20/[$LATEST]0a1b {"level": "ERROR", "message": "no"}\n',
        [("2026-11-20T14:02:03.123Z", model.ERROR, b"no")],
    ),
]
