"""E20261120 14:00:00.123456 (glog with the year)"""

from __future__ import annotations

import re

from farhand.logs.asking.shapes import full as bound

ORDER, YEARLY, NUMBER = 48, False, False
FOUND = re.compile(r"^[IWEF]20\d\d[01]\d[0-3]\d [0-2]\d:[0-5]\d:[0-6]\d(?P<zone>(?!))?")
AWK = "[IWEF]20[0-9][0-9][01][0-9][0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-6][0-9]"
KEY = 'substr(s, 2, 4) "-" substr(s, 6, 2) "-" substr(s, 8)'
__all__ = ["AWK", "FOUND", "KEY", "NUMBER", "ORDER", "YEARLY", "bound"]
