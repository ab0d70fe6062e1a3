"""Kubernetes' own programs: `I1120 14:02:03.123456   12 file.go:34] text`; also glog's.

https://pkg.go.dev/k8s.io/klog/v2: the letter is the severity: info, warning, error, fatal.
"""

from __future__ import annotations

from farhand.logs import model
from farhand.logs.formats import _text
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "klog", 30, (b".go:", b".cc:", b".cpp:", b".py:")
SHAPES = (b"A0000",)
STAMPS = ("klog",)
field = _text.named

_LETTERS = {b"I": model.INFO, b"W": model.WARNING, b"E": model.ERROR, b"F": model.CRITICAL}
_HEAD = lazily(rb"^[IWEF]\d{4,8} \S+ +\d+ [^\]]+\] ?")


def begin(stamp: bytes) -> bytes:
    return rb"[IWEF]" + stamp + rb" +\d+ [^\s\]]+:\d+\]"


def level(record: bytes) -> int:
    return _LETTERS.get(_text.first_line(record)[:1], 0)


def message(record: bytes) -> bytes:
    return _HEAD.sub(b"", _text.first_line(record), count=1)


EXAMPLES: Examples = [
    (
        b'E1120 14:02:03.123456       1 reflector.go:138] "Failed to watch" err="refused"\ngoroutine 1 '
        b"[running]:\n"
        b"I1120 14:02:04.000000       1 main.go:3] ok\n",
        [
            ("2026-11-20T14:02:03.123456Z", model.ERROR, b'"Failed to watch" err="refused"'),
            ("2026-11-20T14:02:04Z", model.INFO, b"ok"),
        ],
    ),
    (  # glog
        b"W20261120 14:02:03.123456  7 a.cc:34] slow\n",
        [("2026-11-20T14:02:03.123456Z", model.WARNING, b"slow")],
    ),
]
