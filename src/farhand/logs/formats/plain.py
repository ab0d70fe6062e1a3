"""Lines that begin with a time, or with a level or a name before it: Python's logging, loguru, structlog,
gunicorn, log4j and logback, Kafka, Elasticsearch, Go, nginx's errors, RabbitMQ, MariaDB, Windows, most
programs.
"""

from __future__ import annotations

from farhand.logs import model
from farhand.logs.formats import _text
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "plain", 90, ()
STAMPS = ("iso", "day_month", "month_day", "slashes", "ctime", "bsd", "short", "time_of_day", "epoch")
signs = _text.signs

_STAMP = lazily(
    rb"^[\[(<\"' ]*(?:[A-Z][a-z]{2},? )?(?:[A-Z][a-z]{2} +\d+,? |\d\d?[ -][A-Z][a-z]{2}[ -])?\d[\d/.-]*"
    rb"(?:[T :_] ?\d+:[\d:.,]+)?(?: ?[AaPp][Mm]\b)?(?:Z| ?[+-]\d\d:?\d\d| [A-Z]{3,4}(?=[ \]]))?"
    rb"(?: \d{4}\b)?[\])>\"']?[ \t:|-]*"
)


def begin(stamp: bytes) -> bytes:
    return rb"(?:[\[(<\"']|[A-Z], \[|\[[A-Z]{3,8}\](?: |\t)+|[A-Z]{3,9}(?: |:|\t)+[\[(]?)?" + stamp


def level(record: bytes) -> int:
    found = _text.level_in(_text.first_line(record[:2000])[: _text.HEAD])
    return found[0] if found else 0


def message(record: bytes) -> bytes:
    """What follows the level, else the time."""
    line = _text.first_line(record)
    found = _text.level_in(line[: _text.HEAD])
    if found:
        return line[found[2] :].lstrip(b" \t-:|])>")
    return _STAMP.sub(b"", line, count=1)


def field(record: bytes, name: bytes) -> bytes | None:
    """The value of `name=value` or `"name": "value"` anywhere in the record."""
    return _text.named(record, name)


def named(record: bytes, name: bytes) -> bytes | None:
    return _text.named(record, name)


_PYTHON = (
    b"2026-11-20 14:02:03,123 ERROR app: no answer\n"
    b'Traceback (most recent call last):\n  File "a.py", line 3, in f\nValueError: 3\n'
    b"2026-11-20 14:02:04,000 INFO app: next\n"
)
EXAMPLES: Examples = [
    (
        _PYTHON,
        [
            ("2026-11-20T14:02:03.123Z", model.ERROR, b"app: no answer"),
            ("2026-11-20T14:02:04Z", model.INFO, b"app: next"),
        ],
    ),
    (  # loguru
        b"2026-11-20 14:02:03.123 | WARNING  | app.main:run:12 - slow\n",
        [("2026-11-20T14:02:03.123Z", model.WARNING, b"app.main:run:12 - slow")],
    ),
    (  # structlog's ConsoleRenderer, with its colours
        b"\x1b[2m2026-11-20T14:02:03.123456Z\x1b[0m [\x1b[32m\x1b[1minfo     \x1b[0m] \x1b[1mpaid\x1b[0m "
        b"\x1b[36mid\x1b[0m=\x1b[35m7\x1b[0m\n",
        [("2026-11-20T14:02:03.123456Z", model.INFO, b"paid id=7")],
    ),
    (  # gunicorn
        b"[2026-11-20 14:02:03 +0100] [123] [INFO] Listening at: http://127.0.0.1:8000 (123)\n",
        [("2026-11-20T13:02:03Z", model.INFO, b"Listening at: http://127.0.0.1:8000 (123)")],
    ),
    (  # Kafka, Elasticsearch
        b"[2026-11-20 14:02:03,123] WARN [Broker id=1] fenced (kafka.server)\n\tat a.b(C.java:3)\n",
        [("2026-11-20T14:02:03.123Z", model.WARNING, b"[Broker id=1] fenced (kafka.server)")],
    ),
    (  # logback without a date
        b"14:02:03.123 [main] ERROR c.acme.App -- refused\njava.io.IOException: x\n\tat "
        b"c.acme.App.main(App.java:3)\n"
        b"Caused by: java.io.EOFException\n\t... 12 more\n",
        [("2026-11-27T14:02:03.123Z", model.ERROR, b"c.acme.App -- refused")],
    ),
    (  # Go's log
        b"2026/11/20 14:02:03 main.go:12: started\n2026/11/20 14:02:04 panic: boom\n\ngoroutine 1 "
        b"[running]:\n",
        [
            ("2026-11-20T14:02:03Z", 0, b"main.go:12: started"),
            ("2026-11-20T14:02:04Z", model.CRITICAL, b"boom"),
        ],
    ),
    (  # nginx's error log
        b"2026/11/20 14:02:03 [error] 12#12: *1 connect() failed (111: Connection refused), client: "
        b"10.0.0.1\n",
        [
            (
                "2026-11-20T14:02:03Z",
                model.ERROR,
                b"12#12: *1 connect() failed (111: Connection refused), client: 10.0.0.1",
            )
        ],
    ),
    (  # MariaDB
        b"2026-11-20  9:02:03 0 [Warning] InnoDB: late\n2026-11-20 14:02:03 7 [Note] ready\n",
        [
            ("2026-11-20T09:02:03Z", model.WARNING, b"InnoDB: late"),
            ("2026-11-20T14:02:03Z", model.INFO, b"ready"),
        ],
    ),
    (  # MySQL
        b"2026-11-20T14:02:03.123456Z 0 [ERROR] [MY-010119] [Server] Aborting\n",
        [("2026-11-20T14:02:03.123456Z", model.ERROR, b"[MY-010119] [Server] Aborting")],
    ),
    (  # RabbitMQ
        b"2026-11-20 14:02:03.123456+00:00 [notice] <0.44.0> Logging: ok\n  more of it\n",
        [("2026-11-20T14:02:03.123456Z", model.INFO, b"<0.44.0> Logging: ok")],
    ),
    (  # Windows
        b"11/20/2026 2:02:03 PM Error Service stopped\n11/20/2026 12:00:00 AM ok\n",
        [("2026-11-20T14:02:03Z", model.ERROR, b"Service stopped"), ("2026-11-20T00:00:00Z", 0, b"ok")],
    ),
    (  # Tomcat
        b"20-Nov-2026 14:02:03.123 SEVERE [main] org.apache.Catalina.start failed\n",
        [("2026-11-20T14:02:03.123Z", model.ERROR, b"[main] org.apache.Catalina.start failed")],
    ),
    (  # Ruby's Logger
        b"E, [2026-11-20T14:02:03.123456 #12] ERROR -- app: refused\n",
        [("2026-11-20T14:02:03.123456Z", model.ERROR, b"app: refused")],
    ),
    (  # dmesg -T
        b"[Fri Nov 20 14:02:03 2026] Out of memory: Killed process 12 (app)\n",
        [("2026-11-20T14:02:03Z", 0, b"Out of memory: Killed process 12 (app)")],
    ),
    (  # syslog's time in a log of the program's own
        b"Nov 20 14:02:03 ERROR app: no answer\nNov 20 14:02:04 INFO app: next\n",
        [
            ("2026-11-20T14:02:03Z", model.ERROR, b"app: no answer"),
            ("2026-11-20T14:02:04Z", model.INFO, b"app: next"),
        ],
    ),
    (  # Spark
        b"26/11/20 14:02:03 WARN TaskSetManager: Lost task\n",
        [("2026-11-20T14:02:03Z", model.WARNING, b"TaskSetManager: Lost task")],
    ),
    (  # Squid
        b"1795183323.123    12 10.0.0.1 TCP_MISS/200 512 GET http://a/ - DIRECT/-\n",
        [("2026-11-20T14:02:03.123Z", 0, b"12 10.0.0.1 TCP_MISS/200 512 GET http://a/ - DIRECT/-")],
    ),
]
