"""The flat form of the contract: one word for the whole, one for each dependency, and nothing else.

`{"status": "unhealthy", "database": "connected", "external_api": "timeout"}`
"""

from __future__ import annotations

from typing import Any

from farhand.embed.health.formats import View
from farhand.embed.health.formats._text import as_json, unique
from farhand.embed.health.state import Snapshot, overall
from farhand.embed.health.words import UNKNOWN, WORDS

NAME, RANK = "flat", 4
TYPE = "application/json"
TYPES: tuple[str, ...] = ()
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["status"],
    "properties": {"status": {"enum": ["healthy", "degraded", "unhealthy"]}},
    "additionalProperties": {"enum": list(WORDS)},
}


def render(snapshot: Snapshot, view: View) -> str:
    taken = {"status"}  # a dependency of that name is "status 2"
    words = {unique(s.name, taken): s.word if s.word in WORDS else UNKNOWN for s in snapshot.states}
    return as_json({"status": overall(snapshot.states), **words})
