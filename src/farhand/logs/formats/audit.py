"""The Linux audit log: `type=AVC msg=audit(1795183323.123:456): text`.

https://github.com/linux-audit/audit-documentation/wiki; a refusal (AVC denied, res=failed, success=no) is a
warning. Lines of the same number are one event.
"""

from __future__ import annotations

from farhand.logs import model
from farhand.logs.formats import _text
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "audit", 38, (b"msg=audit(",)
SHAPES = (b"aaaa=A", b"aaaa=a")
STAMPS = ("epoch",)
field = _text.named

_HEAD = lazily(rb"^(?:node=\S+ )?type=\S+ msg=audit\([\d.:]+\): ?")
_REFUSED = (b" denied ", b"res=failed", b"success=no", b"res=0")


def begin(stamp: bytes) -> bytes:
    return rb"(?:node=\S{1,255} )?type=\S{1,64} msg=audit\(" + stamp + rb":"


def level(record: bytes) -> int:
    return model.WARNING if any(one in record for one in _REFUSED) else model.INFO


def message(record: bytes) -> bytes:
    return _HEAD.sub(b"", _text.first_line(record), count=1)


EXAMPLES: Examples = [
    (
        b'type=AVC msg=audit(1795183323.123:456): avc:  denied  { read } for  pid=12 comm="app" name="a"\n'
        b"type=USER_LOGIN msg=audit(1795183324.000:457): pid=1 uid=0 res=success\n",
        [
            (
                "2026-11-20T14:02:03.123Z",
                model.WARNING,
                b'avc:  denied  { read } for  pid=12 comm="app" name="a"',
            ),
            ("2026-11-20T14:02:04Z", model.INFO, b"pid=1 uid=0 res=success"),
        ],
    ),
]
