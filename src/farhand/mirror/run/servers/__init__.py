"""How a server is started from its programs, one file per kind, found by listing.

A module has `PROGRAMS` (what must be in its folder), `SETTINGS` (those that are taken over: evidence
from elsewhere must not name files or commands), and `start(service, folder, programs, port) -> Start`,
which is pure.
"""

from __future__ import annotations

import importlib
from typing import Any

from farhand import listed


def of(kind: str) -> Any:
    """The module of a kind of server; None where there is none."""
    return importlib.import_module(f"{__name__}.{kind}") if kind in listed.names(__path__) else None
