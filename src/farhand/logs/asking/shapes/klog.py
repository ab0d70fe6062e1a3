"""E1120 14:00:00.123456 (klog, glog): without a year."""

from __future__ import annotations

import re
from datetime import datetime

ORDER, YEARLY, NUMBER = 50, True, False
FOUND = re.compile(r"^[IWEF][01]\d[0-3]\d [0-2]\d:[0-5]\d:[0-6]\d(?P<zone>(?!))?")
AWK = "[IWEF][01][0-9][0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-6][0-9]"
KEY = "substr(s, 2)"


def bound(at: datetime) -> str:
    return f'"{at:%m%d %H:%M:%S}"'
