"""Marks that are the same in every run: what is hidden is counted in the order in which it is shown.  Pure.

The marks of a redactor without a key differ from run to run: nobody can try values against them. Whoever
reads the same log twice, or on several machines, wants the same page: `<token:1>` is the first hidden token.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_MARK = re.compile(r"<([a-z][a-z0-9_-]*):([0-9a-f]{12})>")


def counted(redact: Callable[[str], str]) -> Callable[[str], str]:
    """The same function with counted marks: one value has one number, whatever its kind."""
    numbers: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        return f"<{found[1]}:{numbers.setdefault(found[2], len(numbers) + 1)}>"

    return lambda text: _MARK.sub(number, redact(text))
