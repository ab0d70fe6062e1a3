"""/admin/logs: the last records of all workers, by level, logger, time, trace and text."""

from __future__ import annotations

import time
from typing import Any

from farhand.embed.process import Process
from farhand.embed.records import knowing, query
from farhand.embed.records.guards import Full
from farhand.embed.records.ring import Ring
from farhand.embed.web.exchange import Answer, Request, as_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PATH, METHODS, SCOPE = "/admin/logs", ("GET",), "read"
SUMMARY = "the last log records of all workers, masked, oldest first"


def _parameter(name: str, schema: dict[str, Any], says: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": says}


_TIME = {"type": "string", "pattern": query.TIME, "examples": ["2026-11-20T14:00:00Z", "-15m"]}
PARAMETERS = (
    _parameter("level", {"type": "string", "pattern": query.LEVEL}, "this level and above: WARNING, 30"),
    _parameter("logger", {"type": "string"}, "this logger and those below it"),
    _parameter("since", _TIME, "RFC 3339, or before now as in -15m; from then on"),
    _parameter("until", _TIME, "the same; before then"),
    _parameter("trace", {"type": "string"}, "trace id"),
    _parameter("text", {"type": "string"}, "in the masked message, fields or stack; case does not matter"),
    _parameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": query.MOST, "default": query.USUAL},
        "most records",
    ),
)
_RECORD = {
    "type": "object",
    "required": ["timestamp", "level", "logger", "message", "worker"],
    "properties": {
        "timestamp": {"type": "string", "format": "date-time"},
        "level": {"type": "string"},
        "logger": {"type": "string"},
        "message": {"type": "string"},
        "trace_id": {"type": "string"},
        "span_id": {"type": "string"},
        "request_id": {"type": "string"},
        "fields": {"type": "object"},
        "exception": {"type": "object"},
        "worker": {"type": "integer", "description": "process number"},
    },
}
_WORKER = {
    "type": "object",
    "required": ["worker", "seen", "kept"],
    "properties": {"worker": {"type": "integer"}, "seen": {"type": "integer"}, "kept": {"type": "integer"}},
}
RESPONSES = {
    "application/json": {
        "type": "object",
        "required": ["records", "workers"],
        "properties": {
            "records": {"type": "array", "items": _RECORD},
            "workers": {"type": "array", "items": _WORKER},
        },
    }
}


def local(process: Process, request: Request) -> dict[str, Any]:
    """This worker's records. Raises BadRequest."""
    wanted = query.asked(request.query, time.time())
    knowing.learn(process)
    ring = process.of(Ring)
    return {"records": query.rows(ring, wanted, process.of(Full)), **ring.says()}


def merged(rows: Sequence[Mapping[str, Any]], request: Request) -> Answer:
    """All workers' records in the order of time, the newest of them up to the limit."""
    limit = query.asked(request.query, time.time()).limit
    records = [{**record, "worker": row["worker"]} for row in rows for record in row.get("records", ())]
    records.sort(key=lambda record: str(record.get("timestamp", "")))
    workers = [{k: row.get(k, 0) for k in ("worker", "seen", "kept")} for row in rows]
    return as_json({"records": records[-limit:], "workers": workers})
