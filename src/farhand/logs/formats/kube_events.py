"""The table of `kubectl get events`: LAST SEEN, TYPE, REASON, OBJECT, MESSAGE, with or without a NAMESPACE.

Times are how long ago: they are counted back from when the file was written.
"""

from __future__ import annotations

from farhand.logs import model
from farhand.logs.formats import _text
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "kube-events", 37, (b" Normal ", b" Warning ")
SHAPES = (b"AAAA AAAA", b"0a", b"00a", b"000a", b"0a0", b"a", b"AAAAAAAAA ")
STAMPS = ("age",)

_ROW = lazily(
    rb"^(?:(?P<namespace>[a-z0-9-]+) +)?\d\w* +(?:\(x\d+ over \w+\) +)?(?P<type>Normal"
    rb"|Warning) +(?P<reason>\S+) +(?P<object>\S+) +(?P<message>[^\n]*)"
)


def begin(stamp: bytes) -> bytes:
    return rb"(?:[a-z0-9][a-z0-9-]{0,62} +)?" + stamp + rb" *(?:\(x\d+ over \w+\))? +(?:Normal|Warning) +"


def level(record: bytes) -> int:
    found = _ROW.match(record)
    return 0 if not found else model.INFO if found["type"] == b"Normal" else model.WARNING


def message(record: bytes) -> bytes:
    found = _ROW.match(record)
    return found["message"].rstrip(b"\r") if found else _text.first_line(record)


def field(record: bytes, name: bytes) -> bytes | None:
    """namespace, type, reason, object."""
    found = _ROW.match(record)
    text = name.decode("utf-8", "replace")
    return found[text] if found and text in _ROW.groupindex else None


EXAMPLES: Examples = [
    (
        b"LAST SEEN   TYPE      REASON    OBJECT       MESSAGE\n"
        b"3h2m        Normal    Pulled    pod/web-1    Container image pulled\n"
        b"5m12s       Warning   BackOff   pod/web-1    Back-off restarting failed container\n",
        [
            ("", 0, b"LAST SEEN   TYPE      REASON    OBJECT       MESSAGE"),
            ("2026-11-27T12:10:00Z", model.INFO, b"Container image pulled"),
            ("2026-11-27T15:06:48Z", model.WARNING, b"Back-off restarting failed container"),
        ],
    ),
]
