"""What both forms of syslog have in common: the severity in the priority.

RFC 5424 section 6.2.1: the priority modulo 8; 0 emergency, 1 alert, 2 critical, 3 error, 4 warning, 5 notice,
6 information, 7 debug.
"""

from __future__ import annotations

from farhand.logs import model
from farhand.logs.formats._lazy import lazily

_PRIORITY = lazily(rb"^[^<]{0,12}<(\d{1,3})>")
_SEVERITIES = (
    model.CRITICAL, model.CRITICAL, model.CRITICAL, model.ERROR, model.WARNING, model.INFO,
    model.INFO, model.DEBUG,
)  # fmt: skip


def by_priority(record: bytes) -> int:
    """Of a record that begins with `<34>`; 0 where it does not."""
    found = _PRIORITY.match(record)
    return of_number(int(found[1])) if found else 0


def of_number(number: int) -> int:
    return _SEVERITIES[number % 8]
