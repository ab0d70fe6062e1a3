"""PostgreSQL's log on standard error, with any log_line_prefix that has a time (%m, %t, %n) near its
beginning.

https://www.postgresql.org/docs/current/runtime-config-logging.html. DETAIL, HINT, CONTEXT, QUERY, STATEMENT
and LOCATION have the prefix too, but belong to the record above; further lines of a message begin with a
tab.
"""

from __future__ import annotations

import re

from farhand.logs import model
from farhand.logs.formats import _text
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER = "postgres", 30
SIGNS = (b"LOG:  ", b"ERROR:  ", b"FATAL:  ", b"STATEMENT:  ", b"DETAIL:  ", b"WARNING:  ")
SHAPES = (b"0", b"[0", b"<0", b"(0")
STAMPS = ("iso", "epoch")
signs = _text.signs

_SEVERE = rb"(?:LOG|ERROR|FATAL|PANIC|WARNING|NOTICE|INFO|DEBUG[1-5]?):  "
_MORE = rb"(?:DETAIL|HINT|CONTEXT|QUERY|STATEMENT|LOCATION):  "
_PREFIX = rb"(?:[^\nDHCQSL]|[DHCQSL](?!(?:ETAIL|INT|ONTEXT|UERY|TATEMENT|OCATION):  )){0,300}?"
_LEVEL = lazily(rb"(LOG|ERROR|FATAL|PANIC|WARNING|NOTICE|INFO|DEBUG)[1-5]?:  ")


def begin(stamp: bytes) -> bytes:
    return rb"[\[<(]?" + stamp + _PREFIX + _SEVERE


def claims(stamp: bytes) -> bytes:
    return rb"[\[<(]?" + stamp + rb"[^\n]{0,300}?(?:" + _SEVERE + rb"|" + _MORE + rb")"


def level(record: bytes) -> int:
    found = _LEVEL.search(record)
    return model.severity(found[1]) if found else 0


def message(record: bytes) -> bytes:
    line = _text.first_line(record)
    found = _LEVEL.search(line)
    return line[found.end() :] if found else line


def field(record: bytes, name: bytes) -> bytes | None:
    """`detail`, `hint`, `statement` ..., or what the prefix or the message names: user=, db=."""
    if name.upper() in (b"DETAIL", b"HINT", b"CONTEXT", b"QUERY", b"STATEMENT", b"LOCATION"):
        found = re.search(name.upper() + rb":  ([^\n]*)", record)
        return found[1].rstrip(b"\r") if found else None
    return _text.named(record, name)


EXAMPLES: Examples = [
    (
        b"2026-11-20 14:02:03.123 UTC [12] LOG:  ready\n"
        b"2026-11-20 14:02:04.000 UTC [13] ERROR:  duplicate key\n"
        b"2026-11-20 14:02:04.000 UTC [13] DETAIL:  Key (id)=(1) exists; ERROR:  not so\n"
        b"2026-11-20 14:02:04.000 UTC [13] STATEMENT:  INSERT INTO a\n\tVALUES (1)\n",
        [
            ("2026-11-20T14:02:03.123Z", model.INFO, b"ready"),
            ("2026-11-20T14:02:04Z", model.ERROR, b"duplicate key"),
        ],
    ),
    (  # as RDS has it: %t:%r:%u@%d:[%p]:
        b"2026-11-20 14:02:03 UTC:10.0.0.1(5000):bob@app:[12]:FATAL:  too many clients\n",
        [("2026-11-20T14:02:03Z", model.CRITICAL, b"too many clients")],
    ),
]
