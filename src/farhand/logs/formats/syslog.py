"""syslog as files and `journalctl` have it: `Nov 20 14:02:03 host app[12]: text`, with or without <34>
before it.

RFC 3164 section 4.1; journalctl -o short and short-precise. rsyslog writes a tab as #011.
"""

from __future__ import annotations

from farhand.logs import formats, model
from farhand.logs.formats import _syslog
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "syslog", 25, (b"]: ", b": ")
SHAPES = (b"Aaa 0", b"Aaa  0", b"<0")
STAMPS = ("bsd",)
ONE = False

#: A level behind the time is no host: then it is a program's own log.
_NO_LEVEL = rb"(?!(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL)\b)"
_TAG = (
    rb" "
    + _NO_LEVEL
    + rb"(?:[^\s:\[\]|{,]{1,255} )?(?P<tag>[^\s:\[\]|{,=<(]{1,100}(?: [^\s:\[\]|{,]{1,40})?)"
    rb"(?:\[(?P<pid>[^\]\n]{0,60})\])?: ?"
)
TAIL = formats.silent(_TAG)
_STAMP = (
    rb"(?m:^)(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} +\d+ [\d:.]+|(?:[A-Z][a-z]{2} )?\d{4}-\S+(?: [\d:.]+"
    rb"(?: [A-Z]{3,4})?)?|\d{10}\.\d+)"
)
_LINE = lazily(_STAMP + TAIL)
_NAMES = lazily(_STAMP + rb" (?P<host>\S+)?" + rb"(?: (?P<tag>[^\s:\[]+)(?:\[(?P<pid>[^\]\n]*)\])?:)?")


def begin(stamp: bytes, rule: bytes = b"") -> bytes:
    rule = rb"(?!#011|#012)" + rule if rule else rule
    return rb"(?:<\d{1,3}>)?" + stamp + TAIL + rule


def unwrapped(record: bytes) -> bytes:
    return _LINE.sub(b"", record).replace(b"#011", b"\t").replace(b"#012", b"\n")


def level(record: bytes) -> int:
    return _syslog.by_priority(record)


def field(record: bytes, name: bytes) -> bytes | None:
    """host, tag (or unit), pid."""
    found = _NAMES.match(record)
    text = {b"unit": "tag", b"program": "tag"}.get(name) or name.decode("utf-8", "replace")
    return found[text] if found and text in _NAMES.groupindex else None


EXAMPLES: Examples = [
    (
        b"Nov 20 14:02:03 web app[12]: 2026-11-20 14:02:03,100 ERROR app: no\n"
        b"Nov 20 14:02:03 web app[12]: Traceback (most recent call last):\n"
        b'Nov 20 14:02:03 web app[12]:   File "a.py", line 3\n'
        b"Nov 20 14:02:04 web kernel: eth0: link up\nNov  2 14:02:04 web sshd[3]: bye\n",
        [
            ("2026-11-20T14:02:03Z", model.ERROR, b"app: no"),
            ("2026-11-20T14:02:04Z", 0, b"eth0: link up"),
            ("2026-11-02T14:02:04Z", 0, b"bye"),
        ],
    ),
    (  # servers that log by syslog
        b"Nov 20 14:02:03 lb nginx: 10.0.0.1 - - [20/Nov/2026:14:02:03 +0000] "
        b'"GET / HTTP/1.1" 502 0 "-" "-"\n'
        b"Nov 20 14:02:04 lb haproxy[7]: 10.0.0.1:5 [20/Nov/2026:14:02:04.123] web app/s1 "
        b'0/0/1/2/3 404 12 - - ---- 1/1/0/0/0 0/0 "GET /a HTTP/1.1"\n',
        [
            ("2026-11-20T14:02:03Z", model.ERROR, b'"GET / HTTP/1.1" 502 0 "-" "-"'),
            (
                "2026-11-20T14:02:04Z",
                model.WARNING,
                b'web app/s1 0/0/1/2/3 404 12 - - ---- 1/1/0/0/0 0/0 "GET /a HTTP/1.1"',
            ),
        ],
    ),
    (  # with a priority
        b"<35>Nov 20 14:02:03 web su: 'su root' failed\n",
        [("2026-11-20T14:02:03Z", model.ERROR, b"'su root' failed")],
    ),
]
