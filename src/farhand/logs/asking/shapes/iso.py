"""2026-11-20 14:00:00,123 · 2026-11-20T14:00:00.123+02:00 · 2026/11/20 14:00:00 (nginx, Go) · 2026.11.20 …"""

from __future__ import annotations

import re

from farhand.logs.asking.shapes import full as bound

ORDER, YEARLY, NUMBER = 10, False, False
FOUND = re.compile(
    r"(?<!\d)20\d\d([-/.])[01]\d\1[0-3]\d[T ][0-2]\d:[0-5]\d:[0-6]\d(?:[.,]\d{1,9})?"
    r"(?P<zone> ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?"
)
AWK = r"20[0-9][0-9][-.\/][01][0-9][-.\/][0-3][0-9][T ][0-2][0-9]:[0-5][0-9]:[0-6][0-9]"
KEY = 'substr(s, 1, 4) "-" substr(s, 6, 2) "-" substr(s, 9, 2) " " substr(s, 12, 8)'
__all__ = ["AWK", "FOUND", "KEY", "NUMBER", "ORDER", "YEARLY", "bound"]
