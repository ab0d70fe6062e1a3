"""`journalctl -o json`: an object a line, the time in microseconds, a message that is no text as a list of
bytes.

https://systemd.io/JOURNAL_EXPORT_FORMATS/#journal-json-format.
"""

from __future__ import annotations

from farhand.logs import model
from farhand.logs.formats import _syslog, docker_json, json_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "journal-json", 11, (b'"__REALTIME_TIMESTAMP"',)
SHAPES = (b"{",)
STAMPS = ("epoch",)
ONE = False


def begin(stamp: bytes, rule: bytes = b"") -> bytes:
    text = docker_json.escaped(rule)
    check = (
        rb"(?:(?=[^\n]*?\"MESSAGE\"\s*:\s*\"" + text + rb")|(?![^\n]*?\"MESSAGE\"\s*:\s*\"))" if rule else b""
    )
    return rb"\{" + check + rb"[^\n]*?\"__REALTIME_TIMESTAMP\"\s*:\s*\"" + stamp


def unwrapped(record: bytes) -> bytes:
    return b"".join(_message(line) + b"\n" for line in record.split(b"\n") if line.strip())


def _message(line: bytes) -> bytes:
    import json

    try:
        value = json.loads(line).get("MESSAGE")
    except (ValueError, AttributeError, RecursionError):
        return line
    if isinstance(value, list):
        return bytes(one for one in value if isinstance(one, int) and 0 <= one < 256)
    return str(value or "").encode("utf-8", "surrogatepass")


def level(record: bytes) -> int:
    number = json_lines.field(record, b"PRIORITY") or b""
    return _syslog.of_number(int(number)) if number.isdigit() else 0


def field(record: bytes, name: bytes) -> bytes | None:
    known = {b"unit": b"_SYSTEMD_UNIT", b"host": b"_HOSTNAME", b"pid": b"_PID"}.get(name, name)
    return json_lines.field(record, known)


EXAMPLES: Examples = [
    (
        b'{"PRIORITY":"4","MESSAGE":"slow","__REALTIME_TIMESTAMP":"1795183323123456",'
        b'"_SYSTEMD_UNIT":"a.service"}\n'
        b'{"PRIORITY":"4","MESSAGE":"  at a","__REALTIME_TIMESTAMP":"1795183323123457"}\n'
        b'{"__REALTIME_TIMESTAMP":"1795183324000000","MESSAGE":[111,107,10,120],"PRIORITY":"6"}\n',
        [
            ("2026-11-20T14:02:03.123456Z", model.WARNING, b"slow"),
            ("2026-11-20T14:02:04Z", model.INFO, b"ok"),
        ],
    ),
]
