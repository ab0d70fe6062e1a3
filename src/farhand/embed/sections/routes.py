"""Paths and methods that the app answers."""

from __future__ import annotations

from typing import Any

from farhand.embed import routes
from farhand.embed.process import Process


def told(process: Process) -> list[dict[str, Any]]:
    return routes.told(process)
