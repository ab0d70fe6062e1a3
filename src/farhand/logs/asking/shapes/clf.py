"""20/Nov/2026:14:00:00 +0000 (access logs of nginx and Apache) · 20-Nov-2026 14:00:00.123 (Tomcat)

20 Nov 2026 14:00:00.123 (Redis)
"""

from __future__ import annotations

import re

from farhand.logs.asking.shapes import MONTH
from farhand.logs.asking.shapes import full as bound

ORDER, YEARLY, NUMBER = 20, False, False
FOUND = re.compile(
    r"(?<!\d)[0-3]\d(?P<sign>[-/ ])[A-Z][a-z]{2}(?P=sign)20\d\d[: ][0-2]\d:[0-5]\d:[0-6]\d(?:[.,]\d{1,9})?"
    r"(?P<zone> ?(?:Z|UTC|[+-]\d\d:?\d\d))?"
)
AWK = r"[0-3][0-9][-\/ ][A-Z][a-z][a-z][-\/ ]20[0-9][0-9][: ][0-2][0-9]:[0-5][0-9]:[0-6][0-9]"
_DAY, _MONTH, _YEAR = "substr(s, 1, 2)", MONTH.format("substr(s, 4, 3)"), "substr(s, 8, 4)"
KEY = f'sprintf("%s-%02d-%s %s", {_YEAR}, {_MONTH}, {_DAY}, substr(s, 13, 8))'
__all__ = ["AWK", "FOUND", "KEY", "NUMBER", "ORDER", "YEARLY", "bound"]
