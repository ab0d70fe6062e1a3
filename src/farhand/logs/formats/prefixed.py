"""What shows the logs of several containers together: `docker compose logs`, `kubectl logs --prefix`, stern.

`web-1  | text`, `[pod/web-1/app] text`, `web-5d4f7c8b9-abcde app text`. The time is that of the text itself.
"""

from __future__ import annotations

import re

from farhand.logs import model
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER = "prefixed", 8
SIGNS = ()
SHAPES = (b"a", b"A", b"[aaa/", b"0a")
STAMPS: tuple[str, ...] = ()
ONE = True

_COLOUR = rb"(?:\x1b\[[0-9;]*m)*"
_PREFIX = (
    rb"(?:[A-Za-z0-9][\w.-]{0,80} *" + _COLOUR + rb" ?\|(?: " + _COLOUR + rb"|" + _COLOUR + rb" )"
    rb"|\[pod/[^\]\n]{1,300}\] "
    rb"|[a-z0-9][a-z0-9.-]{0,200}-[a-z0-9]{1,10}"
    + _COLOUR
    + rb" (?:\xe2\x80\xba )?"
    + _COLOUR
    + rb"[a-z][a-z0-9-]{0,62}"
    + _COLOUR
    + rb" )"
)
_LINE = lazily(rb"(?m:^)" + _COLOUR + _PREFIX)


def begin(stamp: bytes, rule: bytes = b"") -> bytes:
    return _PREFIX + rule


def unwrapped(record: bytes) -> bytes:
    return _LINE.sub(b"", record)


def source(line: bytes) -> tuple[bytes, int]:
    """Which container wrote the line (none: nobody knows), and how many bytes stand before its text."""
    found = _LINE.match(line)
    return (found[0], found.end()) if found else (b"", 0)


def level(record: bytes) -> int:
    return 0


def field(record: bytes, name: bytes) -> bytes | None:
    """container: the name before the text."""
    return re.sub(_COLOUR, b"", source(record)[0]).strip(b" |[]") or None if name == b"container" else None


EXAMPLES: Examples = [
    (
        b"web-1  | 2026-11-20 14:02:03,123 ERROR app: no\nweb-1  | ValueError: 3\n"
        b"db-1   | 2026-11-20 14:02:04.000 UTC [12] LOG:  ready\n",
        [
            ("2026-11-20T14:02:03.123Z", model.ERROR, b"app: no"),
            ("2026-11-20T14:02:04Z", model.INFO, b"ready"),
        ],
    ),
    (
        b'[pod/web-1/app] {"ts":1795183323.1,"level":"error","msg":"no"}\n',
        [("2026-11-20T14:02:03.1Z", model.ERROR, b"no")],
    ),
    (
        b"web-5d4f7c8b9-abcde app I1120 14:02:03.000000       1 a.go:3] ok\n",
        [("2026-11-20T14:02:03Z", model.INFO, b"ok")],
    ),
]
