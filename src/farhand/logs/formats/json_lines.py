"""One JSON object a line, with its time under one of the usual keys: python-json-logger, structlog, bunyan,
pino (milliseconds since 1970), zap (seconds with a fraction), the Elastic Common Schema (`@timestamp`),
Google Cloud (`severity`), Serilog (`@t`), PostgreSQL's jsonlog, log4j's layouts.
"""

from __future__ import annotations

from farhand.logs import model
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "json-lines", 20, (b'{"', b'{ "')
SHAPES = (b"{",)
STAMPS = ("iso", "epoch", "day_month", "slashes")

_TIME = (
    rb"(?:@?timestamp|time|ts|t|date|datetime|@t|eventTime|asctime|when|Timestamp|Time|time_local"
    rb"|time_iso8601|log_time"
    rb"|logged_at|timeUnixNano|created_at|timeMillis|timestamp_ms|receiveTimestamp|start_time"
    rb"|instant\"\s*:\s*\{\"epochSecond)"
)
_LEVEL = lazily(
    rb"(?<!\\)\"(?:level|severity|levelname|lvl|log\.level|loglevel|level_name|@l|error_severity"
    rb"|severity_text"
    rb"|severityText|Level|LogLevel|logLevel|Severity|PRIORITY|levelName)\"\s*:\s*"
    rb"(?:\{[^{}]*?\"name\"\s*:\s*)?\"?([A-Za-z0-9]+)"
)
_VALUE = rb"\"\s*:\s*(\"[^\"\\]*(?:\\.[^\"\\]*)*\")"
_MESSAGE = lazily(rb"(?<!\\)\"(?:message|msg|@m|MESSAGE|Message|RenderedMessage|textPayload)" + _VALUE)
_EVENT = lazily(rb"(?<!\\)\"(?:event|@mt|text|short_message|body|MessageTemplate)" + _VALUE)
#: bunyan's and pino's numbers, and syslog's, as GELF has them.
_NUMBERS = {
    b"10": model.TRACE, b"20": model.DEBUG, b"30": model.INFO, b"40": model.WARNING, b"50": model.ERROR,
    b"60": model.CRITICAL, b"0": model.CRITICAL, b"1": model.CRITICAL, b"2": model.CRITICAL,
    b"3": model.ERROR,
    b"4": model.WARNING, b"5": model.INFO, b"6": model.INFO, b"7": model.DEBUG,
}  # fmt: skip


def begin(stamp: bytes) -> bytes:
    return rb"\{[^\n]*?(?<=[,{ \t])\"" + _TIME + rb"\"\s*:\s*\"?" + stamp


def level(record: bytes) -> int:
    found = _LEVEL.search(record)
    if not found:
        return model.INFO if b'"@t"' in record else 0  # Serilog leaves Information away
    if found[1].isdigit():
        return _NUMBERS.get(found[1], 0)
    return model.severity(found[1])


def signs(least: int, sample: bytes) -> list[bytes]:
    """Words; where a sample has numbers none, for a number may be anything."""
    from farhand.logs.formats import _text as texts

    numbers = any(found[1].isdigit() for found in _LEVEL.finditer(sample))
    return [] if numbers or b'"@t"' in sample else texts.signs(least, sample)


def message(record: bytes) -> bytes:
    found = _MESSAGE.search(record) or _EVENT.search(record)
    return _plain(found[1]) if found else record.partition(b"\n")[0]


def field(record: bytes, name: bytes) -> bytes | None:
    """The value under that key; `a.b` is b in a. The line is parsed only where the key's last name is in
    it, and it is not as plain as most are.
    """
    if name.rpartition(b".")[2] not in record:
        return None
    line = record.partition(b"\n")[0].lstrip(b"\x00\xef\xbb\xbf")
    found = _flat(line, name)
    return _parsed(line, name) if found is None else found


def _flat(line: bytes, name: bytes) -> bytes | None:
    """The text under that key of an object without objects in it, and without what is escaped: there each
    quote begins or ends a text. None where that cannot be said.
    """
    key = b'"' + name + b'":'
    at = line.find(key)
    if at < 0 or b"\\" in line or line.count(b"{") != 1 or line.count(b"}") != 1 or line.count(b'"') % 2:
        return None
    value = line[at + len(key) :].lstrip(b" ")
    whole = line.rstrip().endswith(b"}") and line.find(key, at + 1) < 0 and line.isascii()
    return value[1 : value.index(b'"', 1)] if whole and value.startswith(b'"') else None


def _parsed(line: bytes, name: bytes) -> bytes | None:
    import json

    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    found: object = value.get(name.decode("utf-8", "replace")) if isinstance(value, dict) else None
    if found is None:
        for part in name.decode("utf-8", "replace").split("."):
            value = value.get(part) if isinstance(value, dict) else None
        found = value
    return None if found is None else _text(found)


def _text(value: object) -> bytes:
    import json

    return (value if isinstance(value, str) else json.dumps(value)).encode("utf-8", "surrogatepass")


def _plain(quoted: bytes) -> bytes:
    import json

    try:
        return str(json.loads(quoted)).encode("utf-8", "surrogatepass")
    except ValueError:
        return quoted[1:-1]


EXAMPLES: Examples = [
    (  # python-json-logger, the time behind a message that looks like one
        b'{"message": "got {\\"time\\": \\"2020-01-01 00:00:00\\"}", "asctime": "2026-11-20 14:02:03,123", '
        b'"levelname": "ERROR"}\n',
        [("2026-11-20T14:02:03.123Z", model.ERROR, b'got {"time": "2020-01-01 00:00:00"}')],
    ),
    (  # structlog
        b'{"event": "paid", "level": "info", "timestamp": "2026-11-20T14:02:03.123456Z"}\n',
        [("2026-11-20T14:02:03.123456Z", model.INFO, b"paid")],
    ),
    (  # pino
        b'{"level":50,"time":1795183323123,"pid":1,"hostname":"a","msg":"refused"}\n',
        [("2026-11-20T14:02:03.123Z", model.ERROR, b"refused")],
    ),
    (  # bunyan
        b'{"name":"a","hostname":"b","pid":1,"level":40,"msg":"slow","time":"2026-11-20T14:02:03.123Z",'
        b'"v":0}\n',
        [("2026-11-20T14:02:03.123Z", model.WARNING, b"slow")],
    ),
    (  # zap
        b'{"level":"warn","ts":1795183323.123,"caller":"a/b.go:3","msg":"late"}\n',
        [("2026-11-20T14:02:03.123Z", model.WARNING, b"late")],
    ),
    (  # Elastic Common Schema
        b'{"@timestamp":"2026-11-20T14:02:03.123Z","log.level":"ERROR","message":"no",'
        b'"ecs.version":"1.2.0"}\n',
        [("2026-11-20T14:02:03.123Z", model.ERROR, b"no")],
    ),
    (  # Google Cloud
        b'{"severity":"CRITICAL","textPayload":"down","timestamp":"2026-11-20T14:02:03.123456789Z"}\n',
        [("2026-11-20T14:02:03.123456789Z", model.CRITICAL, b"down")],
    ),
    (  # Serilog, without and with a level
        b'{"@t":"2026-11-20T14:02:03.1234567Z","@mt":"Hi {Name}"}\n'
        b'{"@t":"2026-11-20T14:02:04.0000000Z","@mt":"No","@l":"Fatal"}\n',
        [
            ("2026-11-20T14:02:03.1234567Z", model.INFO, b"Hi {Name}"),
            ("2026-11-20T14:02:04Z", model.CRITICAL, b"No"),
        ],
    ),
    (  # loguru's serialize
        b'{"text": "no\\n", "record": {"level": {"icon": "x", "name": "ERROR", "no": 40}, "message": "no", '
        b'"time": {"repr": "2026-11-20 14:02:03.123+00:00", "timestamp": 1795183323.123}}}\n',
        [("2026-11-20T14:02:03.123Z", model.ERROR, b"no")],
    ),
    (  # PostgreSQL's jsonlog
        b'{"timestamp":"2026-11-20 14:02:03.123 UTC","pid":7,"error_severity":"ERROR","message":"division '
        b'by zero"}\n',
        [("2026-11-20T14:02:03.123Z", model.ERROR, b"division by zero")],
    ),
]
