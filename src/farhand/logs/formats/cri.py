"""containerd's and CRI-O's files: `2026-11-20T14:02:03.123456789Z stdout F text`.

https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md: P marks a part
of a line that the next one continues, F its end (or a whole line).
"""

from __future__ import annotations

import re

from farhand.logs import formats, model
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER = "cri", 10
SIGNS = (b" stdout F", b" stderr F", b" stdout P", b" stderr P")
SHAPES = (b"0000-00-00A",)
STAMPS = ("iso",)
ONE = True

_LINE = lazily(rb"(?m:^)\S+ (?:stdout|stderr) ([FP])\S*(?: |(?=\r?\n)|$)([^\n]*\n?)")


def begin(stamp: bytes, rule: bytes = b"") -> bytes:
    if not rule:
        return stamp + rb" (?:stdout|stderr) [FP]"
    rule = formats.LEAD + rule
    parts = rb"[^\n]*(?:\n\S+ std(?:out|err) P [^\n]*)*(?:\n\S+ std(?:out|err) F )?"
    return stamp + rb" (?:stdout|stderr) (?:F\S* ?" + rule + rb"|P\S* ?" + rule + parts + rb")"


def unwrapped(record: bytes) -> bytes:
    """The program's lines, their parts joined."""
    return b"".join(
        found[2].rstrip(b"\r\n") if found[1] == b"P" else found[2] for found in _LINE.finditer(record)
    )


def level(record: bytes) -> int:
    return 0


def field(record: bytes, name: bytes) -> bytes | None:
    """stream."""
    found = re.search(rb" (stdout|stderr) [FP]", record) if name == b"stream" else None
    return found[1] if found else None


EXAMPLES: Examples = [
    (
        b"2026-11-20T14:02:03.123456789Z stderr F 2026-11-20 14:02:03,100 ERROR app: no\n"
        b"2026-11-20T14:02:03.123456799Z stderr F Traceback (most recent call last):\n"
        b"2026-11-20T14:02:03.123456809Z stderr F ValueError: 3\n"
        b"2026-11-20T14:02:04.2Z stdout P 2026-11-20 14:02:04,100 INFO app: a lo\n"
        b"2026-11-20T14:02:04.2Z stdout F ng line\n",
        [
            ("2026-11-20T14:02:03.123456789Z", model.ERROR, b"app: no"),
            ("2026-11-20T14:02:04.2Z", model.INFO, b"app: a long line"),
        ],
    ),
    (  # a program whose lines have no time
        b"2026-11-20T14:02:03.1Z stdout F started\n2026-11-20T14:02:03.2Z stderr F ERROR: no\n"
        b"2026-11-20T14:02:03.3Z stderr F \tat a.b(C.java:3)\n2026-11-20T14:02:03.4Z stdout F ended\n",
        [
            ("2026-11-20T14:02:03.1Z", 0, b"started"),
            ("2026-11-20T14:02:03.2Z", model.ERROR, b"no"),
            ("2026-11-20T14:02:03.4Z", 0, b"ended"),
        ],
    ),
]
