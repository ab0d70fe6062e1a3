"""Everything that is worth knowing about this app at this site, of all its workers, in one answer.

What it tells is in `sections/`. Names and states, never a value; all is masked before it leaves a worker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from farhand.embed import listing, sections
from farhand.embed.process import Process
from farhand.embed.web.exchange import Answer, BadRequest, Request, as_json

PATH = "/admin/debug"
METHODS = ("GET",)
SCOPE = "read"
SUMMARY = "Version, workers, dependencies, pools, limits, environment contract, migrations, jobs, routes"
PARAMETERS = (
    {
        "name": "only",
        "in": "query",
        "description": "names of sections, with commas between them",
        "style": "form",
        "explode": False,
        "schema": {"type": "array", "minItems": 1, "items": {"enum": sorted(sections.every())}},
    },
)
RESPONSES = {"application/json": {"type": "object", "required": ["workers"], "additionalProperties": True}}


def local(process: Process, request: Request) -> dict[str, Any]:
    """This worker's part of every section that is asked for; a section that fails is null and a problem."""
    parts = {}
    for name, section in _wanted(request).items():
        part = listing.attempt(process, section.__name__, section.told, process)
        parts[name] = process.redactor.facts({"": part})[""]
    return {"sections": parts}


def merged(rows: Sequence[Mapping[str, Any]], request: Request) -> Answer:
    told: dict[str, Any] = {"schema": "farhand.debug/1", "workers": {}}
    for name, section in _wanted(request).items():
        there = [(int(row["worker"]), row["sections"].get(name)) for row in rows]
        there = [(pid, part) for pid, part in there if part is not None]
        how = getattr(section, "merged", sections.alike)
        told[name] = how(there) if there else None
    return as_json(told)


def _wanted(request: Request) -> dict[str, Any]:
    known = sections.every()
    named = [word.strip() for word in request.query.get("only", "").split(",") if word.strip()]
    strange = [name for name in named if name not in known]
    if strange:
        raise BadRequest(f"only: there is no section {strange[0][:40]!r}; there are: {', '.join(known)}")
    return {name: known[name] for name in known if not named or name in named}
