"""The journal's export format: `journalctl -o export`. An entry is a block of FIELD=value lines; a value of
several lines is FIELD, a newline, its length in eight bytes, and itself.

https://systemd.io/JOURNAL_EXPORT_FORMATS/. Each line that a service wrote is an entry: one that continues
the one above belongs to it.
"""

from __future__ import annotations

from farhand.logs import formats, model
from farhand.logs.formats import _syslog
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "journal", 10, (b"__CURSOR=",)
SHAPES = (b"__AAAAAA=",)
STAMPS = ("epoch",)
ONE = False
#: An entry has many lines.
SHARE = 0.01

_FIELDS = rb"(?:[A-Z0-9_]+=[^\n]*\n)*?"
_ENTRY = lazily(rb"(?m:^)(?=__CURSOR=)")


def begin(stamp: bytes, rule: bytes = b"") -> bytes:
    first = rb"__CURSOR=[^\n]*\n__REALTIME_TIMESTAMP=" + stamp + rb"\r?\n"
    if not rule:
        return first
    text = formats.LEAD + rule
    return first + rb"(?:(?=" + _FIELDS + rb"MESSAGE=" + text + rb")|(?!" + _FIELDS + rb"MESSAGE=))"


def unwrapped(record: bytes) -> bytes:
    """The messages of all entries, a line each."""
    parts = [value(entry, b"MESSAGE") for entry in _ENTRY.split(record) if entry]
    return b"".join(part + b"\n" for part in parts if part is not None)


def value(entry: bytes, name: bytes) -> bytes | None:
    """Of an entry's field; binary ones too."""
    at = 0
    while at < len(entry):
        end = entry.find(b"\n", at)
        line = entry[at : end if end >= 0 else len(entry)]
        key, sign, text = line.partition(b"=")
        at += len(line) + 1
        if not sign and line.strip():
            size = int.from_bytes(entry[at : at + 8], "little")
            text = entry[at + 8 : at + 8 + size]
            at += 8 + size + 1
        if key == name:
            return text
    return None


def level(record: bytes) -> int:
    number = value(record, b"PRIORITY") or b""
    return _syslog.of_number(int(number)) if number.isdigit() else 0


def field(record: bytes, name: bytes) -> bytes | None:
    """A field of the entry, by its name or by it in small letters: _SYSTEMD_UNIT, unit."""
    known = {b"unit": b"_SYSTEMD_UNIT", b"host": b"_HOSTNAME", b"pid": b"_PID"}.get(name, name)
    return value(record, known) or value(record, name.upper())


EXAMPLES: Examples = [
    (
        b"__CURSOR=s=1;i=1\n__REALTIME_TIMESTAMP=1795183323123456\n__MONOTONIC_TIMESTAMP=5\nPRIORITY=3\n"
        b"MESSAGE=no answer\n\n"
        b"__CURSOR=s=1;i=2\n__REALTIME_TIMESTAMP=1795183323123457\nPRIORITY=3\nMESSAGE=  more of it\n\n"
        b"__CURSOR=s=1;i=3\n__REALTIME_TIMESTAMP=1795183324000000\nPRIORITY=6\nMESSAGE\n"
        b"\x09\0\0\0\0\0\0\0two\nlines\n\n",
        [
            ("2026-11-20T14:02:03.123456Z", model.ERROR, b"no answer"),
            ("2026-11-20T14:02:04Z", model.INFO, b"two"),
        ],
    ),
]
