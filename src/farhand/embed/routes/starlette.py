"""Starlette, FastAPI and what is built on them: `app.routes`, with the routes of what is mounted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any


def routes(app: Any, before: str = "", depth: int = 0) -> Iterator[tuple[str, Collection[str]]]:
    for route in list(getattr(app, "routes", None) or ()):
        path = before + str(getattr(route, "path", ""))
        if getattr(route, "routes", None) and depth < 10:
            yield from routes(route, path, depth + 1)
        else:
            yield path or "/", getattr(route, "methods", None) or ()
