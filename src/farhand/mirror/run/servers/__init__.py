"""How a server is started from its programs, one file per kind, found by listing.

A module has `PROGRAMS` (what must be in its folder, the server itself first), `SETTINGS` (those that are
taken over: evidence from elsewhere must not name files or commands), and `start(service, folder, programs,
port) -> Start`, which is pure. It may have `PORTS` (how many it takes, one after the other), `PLACES` (where
to look before the path), `VERSION` (the word to which its server answers with its version) and `FORM` (which
values are taken over).
"""

from __future__ import annotations

import importlib
from typing import Any

from farhand import listed

#: Without one of these there is no run: nearly every command fails, and for another reason.
NEEDED = ("postgres", "mysql", "redis")


def names() -> list[str]:
    """Kinds that can be started here."""
    return listed.names(__path__)


def of(kind: str) -> Any:
    """The module of a kind of server; None where there is none."""
    return importlib.import_module(f"{__name__}.{kind}") if kind in listed.names(__path__) else None
