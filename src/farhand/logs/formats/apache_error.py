"""Apache's error log: `[Fri Nov 20 14:02:03.123456 2026] [core:error] [pid 1:tid 2] text`.

https://httpd.apache.org/docs/2.4/mod/core.html#errorlogformat.
"""

from __future__ import annotations

from farhand.logs import model
from farhand.logs.formats import _text
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER = "apache-error", 36
SIGNS = (b"error] ", b"notice] ", b"warn] ", b"info] ", b"debug] ", b"crit] ", b"emerg] ", b"alert] ")
SHAPES = (b"[Aaa ",)
STAMPS = ("ctime",)
field = _text.named

_LEVEL = lazily(rb"\] \[(?:[\w-]+:|-:)?(emerg|alert|crit|error|warn|notice|info|debug|trace)\d?\] ")


def begin(stamp: bytes) -> bytes:
    return rb"\[" + stamp + rb"\] \[(?:[\w-]*:)?[a-z]+\d?\] "


def level(record: bytes) -> int:
    found = _LEVEL.search(record)
    return model.severity(found[1]) if found else 0


def message(record: bytes) -> bytes:
    line = _text.first_line(record)
    found = _LEVEL.search(line)
    return line[found.end() :] if found else line


EXAMPLES: Examples = [
    (
        b"[Fri Nov 20 14:02:03.123456 2026] [core:error] [pid 1:tid 2] [client 10.0.0.1:5] AH00126: Invalid "
        b"URI\n"
        b"[Fri Nov 20 14:02:04 2026] [notice] caught SIGTERM\n",
        [
            (
                "2026-11-20T14:02:03.123456Z",
                model.ERROR,
                b"[pid 1:tid 2] [client 10.0.0.1:5] AH00126: Invalid URI",
            ),
            ("2026-11-20T14:02:04Z", model.INFO, b"caught SIGTERM"),
        ],
    ),
]
