"""26/11/20 14:00:00 (Spark, Hadoop): the year in two digits."""

from __future__ import annotations

import re

from farhand.logs.asking.shapes import full as bound

ORDER, YEARLY, NUMBER = 70, False, False
FOUND = re.compile(r"(?<![\d/])[2-9]\d/[01]\d/[0-3]\d [0-2]\d:[0-5]\d:[0-6]\d(?P<zone>(?!))?")
AWK = r"[2-9][0-9]\/[01][0-9]\/[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-6][0-9]"
KEY = '"20" substr(s, 1, 2) "-" substr(s, 4, 2) "-" substr(s, 7)'
__all__ = ["AWK", "FOUND", "KEY", "NUMBER", "ORDER", "YEARLY", "bound"]
