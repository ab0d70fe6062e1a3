"""Bottle: `app.routes`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any


def routes(app: Any) -> Iterator[tuple[str, Collection[str]]]:
    for route in list(app.routes):
        yield route.rule, (route.method,)
