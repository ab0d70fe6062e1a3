"""Ways by which a message leaves: one file each in `ways/`, found by listing.

    Message ──► sealed (redacted, escaped) ──► way.prepared ──► Outgoing ──► a person says yes ──► way.send
                                               exactly what leaves, and a preview of it

A way has SUMMARY, SECRETS (names of environment variables; PUBLIC: those that may be told),
`options(parser)`, `prepared(message, settings)` (pure: the bytes as they will leave) and `send(outgoing,
settings)`, which raises Mistake where it did not arrive. Only the last one opens a connection. Secrets come
from the environment or from a file that nobody else can read.
"""

from __future__ import annotations

import importlib
from typing import Any

from farhand import listed
from farhand.channels import ways


def names() -> list[str]:
    return listed.names(ways.__path__)


def find(name: str) -> Any:
    """The module of a way. Raises LookupError for one that there is not."""
    if name not in names():
        raise LookupError(f"there is no channel {name!r}; there are: {', '.join(names())}")
    return importlib.import_module(f"{ways.__name__}.{name}")
