"""1795183200.123 · 1795183200123 (milliseconds) · …456 (micro, nanoseconds): seconds since 1970."""

from __future__ import annotations

import re
from datetime import datetime

ORDER, YEARLY, NUMBER = 60, False, True
FOUND = re.compile(r"(?<![\d.])[12]\d{9}(?:\d{3}|\d{6}|\d{9})?(?![\d])(?P<zone>(?!))?")
AWK = "[12][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]*([.][0-9]+)?"
#: Whatever follows the ten digits of the seconds is a fraction of them.
KEY = "substr(s, 1, 10) + 0"


def bound(at: datetime) -> str:
    return str(int(at.timestamp()))
