"""How a log writes its times, as awk must know it: one file each, found by listing.

A module has:

    ORDER = 10              # who is asked first, where several would fit
    FOUND = re.compile(...) # the time in a line of the sample; a group `zone` for what follows it
    AWK = "..."             # the same as an extended regular expression without intervals: old awks lack them
    KEY = "..."             # awk: from `s`, what AWK has matched, to a text that sorts by time
    def bound(at) -> str    # a moment (in the log's zone) as such a text: a word of awk
    YEARLY = False          # True: KEY lacks the year
    NUMBER = False          # True: KEY is a number of seconds since 1970
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from datetime import datetime
from typing import Protocol, cast

MONTH = '(index("JanFebMarAprMayJunJulAugSepOctNovDec", {}) + 2) / 3'


class Shape(Protocol):
    """What a module here offers."""

    __name__: str
    ORDER: int
    FOUND: re.Pattern[str]
    AWK: str
    KEY: str
    YEARLY: bool
    NUMBER: bool

    def bound(self, at: datetime) -> str: ...


def every() -> list[Shape]:
    """All of them, in the order in which they are tried."""
    names = (m.name for m in pkgutil.iter_modules(__path__))
    found = [cast(Shape, importlib.import_module(f"{__name__}.{name}")) for name in names]
    return sorted(found, key=lambda shape: shape.ORDER)


def full(at: datetime) -> str:
    """The bound of most shapes."""
    return f'"{at:%Y-%m-%d %H:%M:%S}"'
