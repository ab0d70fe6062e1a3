"""/admin/failures: what failed in the app, and the probe that was taken at once."""

from __future__ import annotations

from farhand.control import captures, census
from farhand.embed import release
from farhand.embed.failures.failures import Failures
from farhand.embed.process import Process
from farhand.embed.web.exchange import Answer, BadRequest, Request, as_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

PATH, METHODS, SCOPE = "/admin/failures", ("GET",), "read"
SUMMARY = "failures of declared dependencies, each with the staged probe that was taken at that moment"
PARAMETERS = (
    {
        "name": "dependency",
        "in": "query",
        "required": False,
        "schema": {"type": "string"},
        "description": "only of this one",
    },
    {
        "name": "limit",
        "in": "query",
        "required": False,
        "schema": {"type": "integer", "minimum": 1, "maximum": 200, "default": 20},
        "description": "at most so many, the newest",
    },
)
RESPONSES = {
    "application/json": {
        "type": "object",
        "required": ["schema", "failures", "counts"],
        "properties": {
            "schema": {"const": "farhand.failures/1"},
            "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
            "failures": {"type": "array", "items": {"type": "object"}},
        },
    }
}


def local(process: Process, request: Request) -> dict[str, Any]:
    """This worker's, and from the one that leads also what the dead have left. Raises BadRequest."""
    _limit(request)
    failures = process.of(Failures)
    dead = list(_of_the_dead(process)) if process.leads else []
    return {"failures": [*dead, *failures.told()], "counts": failures.counts.all()}


def _of_the_dead(process: Process) -> Iterator[dict[str, Any]]:
    if process.folder is None:
        return
    alive = {w.pid: w.started for w in census.workers(process.folder, clean=False)}
    alive[process.pid] = release.started(process)
    for row in captures.every(process.folder):
        since = alive.get(row.get("worker", 0))
        if since is None or str(row.get("at")) < since:  # in a container each app has the same number
            yield {**row, "ended": True}


def merged(rows: list[dict[str, Any]], request: Request) -> Answer:
    limit, only = _limit(request), request.query.get("dependency", "")
    counts: dict[str, int] = {}
    for row in rows:
        for name, count in row.get("counts", {}).items():
            counts[name] = counts.get(name, 0) + count
    found = [f for row in rows for f in row.get("failures", ()) if not only or f.get("dependency") == only]
    found.sort(key=lambda f: (str(f.get("at")), f.get("number") or 0), reverse=True)
    return as_json({"schema": "farhand.failures/1", "counts": counts, "failures": found[:limit]})


def _limit(request: Request) -> int:
    unknown = [name for name in request.query if name not in ("dependency", "limit", "format")]
    if unknown:
        raise BadRequest(f"{unknown[0]!r} is not known here; there are: dependency, limit")
    text = request.query.get("limit", "20")
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 200):
        raise BadRequest("limit must be a number from 1 to 200")
    return int(text)
