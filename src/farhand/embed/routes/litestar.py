"""Litestar: `app.routes`; those for websockets and mounted apps have no methods."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any


def routes(app: Any) -> Iterator[tuple[str, Collection[str]]]:
    for route in list(app.routes):
        yield route.path, getattr(route, "methods", None) or ()
