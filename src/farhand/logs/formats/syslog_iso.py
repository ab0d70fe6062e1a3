"""syslog with a full time: `2026-11-20T14:02:03.123456+01:00 host app[12]: text`.

rsyslog's RSYSLOG_FileFormat; journalctl -o short-iso, short-iso-precise, short-full and short-unix.
"""

from __future__ import annotations

from farhand.logs import model
from farhand.logs.formats import syslog

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "syslog", 26, (b"]: ", b": ")
SHAPES = (b"0000-00-00A", b"Aaa 0000-", b"0000000000.", b"<0")
STAMPS = ("iso", "epoch")
ONE = False
level, field, unwrapped = syslog.level, syslog.field, syslog.unwrapped

_FORM = rb"(?=[A-Z][a-z]{2} \d{4}-|\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:?\d\d |\d{10}\.\d{6} )(?:[A-Z][a-z]{2} )?"
_HOST = rb"(?= [^\s:\[\]|{,]{1,255} [^\s:])"


def begin(stamp: bytes, rule: bytes = b"") -> bytes:
    rule = rb"(?!#011|#012)" + rule if rule else rule
    return rb"(?:<\d{1,3}>)?" + _FORM + stamp + _HOST + syslog.TAIL + rule


EXAMPLES: Examples = [
    (  # rsyslog's file format, journalctl -o short-iso
        b'2026-11-20T14:02:03.123456+01:00 web app[12]: {"level":"warn","msg":"late"}\n',
        [("2026-11-20T13:02:03.123456Z", model.WARNING, b"late")],
    ),
    (  # journalctl -o short-full
        b"Fri 2026-11-20 14:02:03 UTC web app[12]: ok\n",
        [("2026-11-20T14:02:03Z", 0, b"ok")],
    ),
]
