"""What may be asked of a receiver: one file for each kind, found by listing this folder.

A kind has TITLE (of the request), TERMS (what it is about, in the receiver's own words, as one sentence that
`opening` fills) and `request(about) -> Request`. Which cause leads to which kind is in ../rules.toml.
"""

from __future__ import annotations

import importlib
from typing import Any

from farhand import listed


def names() -> list[str]:
    return listed.names(__path__)


def find(kind: str) -> Any:
    """The module of a kind. Raises LookupError for one that there is not."""
    if kind not in names():
        raise LookupError(f"there is no request {kind!r}; there are: {', '.join(names())}")
    return importlib.import_module(f"{__name__}.{kind}")
