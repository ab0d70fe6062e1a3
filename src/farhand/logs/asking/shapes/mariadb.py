"""2026-11-20  9:00:00 (MariaDB, MySQL 5): an hour of one digit stands behind a second space."""

from __future__ import annotations

import re

from farhand.logs.asking.shapes import full as bound

ORDER, YEARLY, NUMBER = 9, False, False
FOUND = re.compile(r"(?<!\d)20\d\d-[01]\d-[0-3]\d  \d:[0-5]\d:[0-6]\d(?P<zone>(?!))?")
AWK = "20[0-9][0-9]-[01][0-9]-[0-3][0-9] [ 0-2][0-9]:[0-5][0-9]:[0-6][0-9]"
KEY = 'substr(s, 1, 11) sprintf("%02d", substr(s, 12, 2)) substr(s, 14)'
__all__ = ["AWK", "FOUND", "KEY", "NUMBER", "ORDER", "YEARLY", "bound"]
