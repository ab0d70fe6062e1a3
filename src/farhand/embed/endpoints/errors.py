"""/admin/errors: recent exceptions of all workers, those of one type from one place together."""

from __future__ import annotations

from typing import Any

from farhand.embed.process import Process
from farhand.embed.records import knowing
from farhand.embed.records.errors import MOST_GROUPS, Errors
from farhand.embed.records.guards import Full
from farhand.embed.web.exchange import Answer, BadRequest, Request, as_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PATH, METHODS, SCOPE = "/admin/errors", ("GET",), "read"
SUMMARY = "recent exceptions of all workers, counted by type and place, masked, the latest first"
PARAMETERS = (
    {
        "name": "limit",
        "in": "query",
        "required": False,
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST_GROUPS, "default": MOST_GROUPS},
        "description": "most groups",
    },
)
_ERROR = {
    "type": "object",
    "required": ["type", "place", "count", "first", "last", "message", "workers"],
    "properties": {
        "type": {"type": "string"},
        "place": {"type": "string", "description": "file:line:function of the app's innermost frame"},
        "count": {"type": "integer"},
        "first": {"type": "string", "format": "date-time"},
        "last": {"type": "string", "format": "date-time"},
        "message": {"type": "string", "description": "of the latest, masked"},
        "logger": {"type": "string"},
        "trace_id": {"type": "string"},
        "workers": {"type": "array", "items": {"type": "integer"}},
    },
}
RESPONSES = {
    "application/json": {
        "type": "object",
        "required": ["errors"],
        "properties": {"errors": {"type": "array", "items": _ERROR}},
    }
}


def local(process: Process, request: Request) -> dict[str, Any]:
    """This worker's groups. Raises BadRequest."""
    _limit(request)
    knowing.learn(process)
    return {"errors": process.of(Errors).rows(process.of(Full).text)}


def merged(rows: Sequence[Mapping[str, Any]], request: Request) -> Answer:
    """The groups of all workers; those of one type and place are one."""
    groups: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        for error in row.get("errors", ()):
            key = (error["type"], error["place"])
            groups[key] = _joined(groups.get(key), {**error, "workers": [row["worker"]]})
    latest = sorted(groups.values(), key=lambda group: str(group["last"]), reverse=True)
    return as_json({"errors": latest[: _limit(request)]})


def _joined(one: dict[str, Any] | None, other: dict[str, Any]) -> dict[str, Any]:
    if one is None:
        return other
    later = max(one, other, key=lambda group: str(group["last"]))
    return {
        **later,
        "count": one["count"] + other["count"],
        "first": min(one["first"], other["first"]),
        "workers": one["workers"] + other["workers"],
    }


def _limit(request: Request) -> int:
    given = request.query.get("limit", "")
    unknown = [name for name in request.query if name not in ("limit", "format")]
    if unknown:
        raise BadRequest(f"{unknown[0]!r} is not known here; there is: limit")
    if not given:
        return MOST_GROUPS
    if given.isascii() and given.isdigit() and len(given) < 6 and 1 <= int(given) <= MOST_GROUPS:
        return int(given)
    raise BadRequest(f"'limit' must be a number from 1 to {MOST_GROUPS}")
