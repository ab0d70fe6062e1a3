"""Expressions that are compiled when they are first used: a slice of few records needs few of them."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _Lazy:
    """As a compiled expression, from the first use on."""

    def __init__(self, pattern: bytes) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern)
        for method in ("search", "match", "sub", "finditer", "findall", "split", "groupindex"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazily(pattern: bytes) -> re.Pattern[bytes]:
    """The expression; it is compiled when it is used."""
    return _Lazy(pattern)  # type: ignore[return-value]
