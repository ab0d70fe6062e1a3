"""The dependencies as metrics, for a scraper that is pointed at /health; /metrics has all the rest."""

from __future__ import annotations

from typing import Any

from farhand.embed.health.formats import View
from farhand.embed.health.state import Snapshot
from farhand.embed.metrics import exposition, families

NAME, RANK = "openmetrics", 3
TYPE = exposition.OPENMETRICS
TYPES = (TYPE,)
SCHEMA: dict[str, Any] = {"type": "string"}


def render(snapshot: Snapshot, view: View) -> str:
    return exposition.openmetrics(families.of_health(snapshot, view.detail))
