"""Fri Nov 20 14:00:00.123456 2026 (error log of Apache, `date`)"""

from __future__ import annotations

import re

from farhand.logs.asking.shapes import MONTH
from farhand.logs.asking.shapes import full as bound

ORDER, YEARLY, NUMBER = 30, False, False
FOUND = re.compile(
    r"[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-3]\d [0-2]\d:[0-5]\d:[0-6]\d(?:\.\d{1,9})? 20\d\d(?P<zone>(?!))?"
)
AWK = "[A-Z][a-z][a-z] [A-Z][a-z][a-z] [ 0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-6][0-9][.0-9]* 20[0-9][0-9]"
_DAY, _MONTH, _YEAR = "substr(s, 9, 2)", MONTH.format("substr(s, 5, 3)"), "substr(s, length(s) - 3)"
KEY = f'sprintf("%s-%02d-%02d %s", {_YEAR}, {_MONTH}, {_DAY}, substr(s, 12, 8))'
__all__ = ["AWK", "FOUND", "KEY", "NUMBER", "ORDER", "YEARLY", "bound"]
