"""aiohttp: `app.router.routes()`; a route of a static folder has the folder's prefix."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any


def routes(app: Any) -> Iterator[tuple[str, Collection[str]]]:
    for route in list(app.router.routes()):
        yield getattr(route.resource, "canonical", ""), (route.method,)
