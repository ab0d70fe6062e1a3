"""PostgreSQL's csvlog.

https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-CSVLOG: the first
field is the time, the twelfth the severity, the fourteenth the message.
"""

from __future__ import annotations

from farhand.logs import model

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER = "postgres-csv", 29
SIGNS = (b",LOG,", b",ERROR,", b",FATAL,", b",WARNING,", b",PANIC,", b",NOTICE,")
SHAPES = (b"0000-",)
STAMPS = ("iso",)

_COLUMNS = (
    b"time", b"user", b"database", b"pid", b"from", b"session", b"line", b"command", b"started", b"virtual",
    b"transaction", b"severity", b"sqlstate", b"message", b"detail", b"hint", b"internal_query",
    b"internal_position", b"context", b"statement", b"position", b"location", b"application", b"backend",
)  # fmt: skip


def begin(stamp: bytes) -> bytes:
    return stamp + rb",(?:\"[^\"\n]*\")?,(?:\"[^\"\n]*\")?,\d*,"


def level(record: bytes) -> int:
    word = field(record, b"severity") or b""
    return model.severity(word.rstrip(b"12345"))


def message(record: bytes) -> bytes:
    return field(record, b"message") or record


def field(record: bytes, name: bytes) -> bytes | None:
    """By the column's name."""
    import csv

    if name not in _COLUMNS:
        return None
    text = record.replace(b"\x00", b"").decode("utf-8", "surrogateescape")
    try:
        row = next(csv.reader([text]), [])
    except csv.Error:
        return None
    at = _COLUMNS.index(name)
    return row[at].encode("utf-8", "surrogateescape") if at < len(row) else None


EXAMPLES: Examples = [
    (
        b'2026-11-20 14:02:03.123 UTC,"bob","app",12,"10.0.0.1:5000",5f.c,1,"SELECT",2026-11-20 14:00:00 '
        b"UTC,3/2,0,ERROR,"
        b'22012,"division by ""zero""",,,,,,"select\n1/0",,,"psql","client backend",,0\n',
        [("2026-11-20T14:02:03.123Z", model.ERROR, b'division by "zero"')],
    ),
]
