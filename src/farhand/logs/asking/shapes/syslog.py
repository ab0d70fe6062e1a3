"""Nov 20 14:00:00 (RFC 3164): without a year."""

from __future__ import annotations

import re
from datetime import datetime

from farhand.logs.asking.shapes import MONTH

ORDER, YEARLY, NUMBER = 40, True, False
FOUND = re.compile(r"(?<![A-Za-z])[A-Z][a-z]{2} [ 0-3]\d [0-2]\d:[0-5]\d:[0-6]\d(?P<zone>(?!))?")
AWK = "[A-Z][a-z][a-z] [ 0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-6][0-9]"
KEY = f'sprintf("%02d-%02d %s", {MONTH.format("substr(s, 1, 3)")}, substr(s, 5, 2), substr(s, 8, 8))'


def bound(at: datetime) -> str:
    return f'"{at:%m-%d %H:%M:%S}"'
