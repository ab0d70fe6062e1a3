"""Lines with a full date and time somewhere near their beginning: what no other format takes.

nats-server's `[12] 2026/11/20 14:02:03.123 [INF] text`, dpkg's alternatives, and many a home-made log.
"""

from __future__ import annotations

from farhand.logs import model
from farhand.logs.formats import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER = "anywhere", 95
SIGNS: tuple[bytes, ...] = ()
STAMPS = ("iso", "day_month", "month_day", "slashes", "ctime", "bsd")
ALONE = True
level, message, field, signs = plain.level, plain.message, plain.field, plain.signs


def begin(stamp: bytes) -> bytes:
    return rb"[^\s{][^\n]{0,99}?(?<![\w.:/-])" + stamp


EXAMPLES: Examples = [
    (
        b"[12] 2026/11/20 14:02:03.123456 [INF] Starting nats-server\n[12] 2026/11/20 14:02:04.000000 "
        b"[ERR] no\n",
        [
            ("2026-11-20T14:02:03.123456Z", model.INFO, b"Starting nats-server"),
            ("2026-11-20T14:02:04Z", model.ERROR, b"no"),
        ],
    ),
]
