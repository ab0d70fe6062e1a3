"""What a server may lack: one file per kind, found by listing.

Each has `find(use, nodes, claimed) -> Lack, ...`; `nodes` are all of the statement's tree, `claimed` those
(by `id`) that a feature of the grammar already explains. ORDER says which goes first.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import Any

from farhand import listed


@cache
def finders() -> tuple[Any, ...]:
    """The modules, those with the lowest ORDER first."""
    found = [importlib.import_module(f"{__name__}.{name}") for name in listed.names(__path__)]
    return tuple(sorted(found, key=lambda one: (getattr(one, "ORDER", 9), one.__name__)))
