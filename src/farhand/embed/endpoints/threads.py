"""What every thread and every asyncio task is at, and the line that blocks the event loop.

Read by a thread of Farhand's own, so that it answers when the app does not. Names, files and lines only: no
variables, and no text of the lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from farhand.embed import stacks
from farhand.embed.loops import take
from farhand.embed.process import Process
from farhand.embed.web.exchange import Answer, BadRequest, Request, as_json

PATH = "/admin/threads"
METHODS = ("GET",)
SCOPE = "capture"
SUMMARY = "Threads, asyncio tasks, and the line that blocks the event loop, of every worker"
FORMATS = ("json", "text")
PARAMETERS = (
    {
        "name": "format",
        "in": "query",
        "description": "json, or text in the manner of faulthandler",
        "schema": {"type": "string", "enum": list(FORMATS)},
    },
)
_STACK = {"type": "array", "items": {"type": "string"}}
_ROWS = {"type": "array", "items": {"type": "object"}}
_WORKER = {
    "type": "object",
    "required": ["worker", "threads", "tasks", "loops", "blocked"],
    "properties": {
        "worker": {"type": "integer"},
        "lag_s": {"type": "number"},
        "blocked": {
            "type": "array",
            "items": {"type": "object", "properties": {"at": {"type": "string"}, "stack": _STACK}},
        },
        "blockages": _ROWS,
        "loops": _ROWS,
        "threads": _ROWS,
        "tasks": _ROWS,
        "greenlets": _ROWS,
    },
}
RESPONSES = {
    "application/json": {
        "type": "object",
        "required": ["workers"],
        "properties": {"workers": {"type": "array", "items": _WORKER}},
    },
    "text/plain": {"type": "string"},
}


def local(process: Process, request: Request) -> dict[str, Any]:
    """This worker's part, masked."""
    _format(request)
    loops = take(process)
    told = {
        "lag_s": loops.lag_s,
        "blocked": loops.blocked,
        "blockages": list(loops.past),
        "loops": [
            {"thread": one.thread, "lag_s": round(one.lag_s, 4), "worst_s": round(one.worst_s, 4)}
            for one in loops.loops
        ],
        "threads": stacks.threads(),
        "tasks": stacks.tasks(process),
        "greenlets": stacks.greenlets(process),
    }
    return process.redactor.facts(told)


def merged(rows: Sequence[Mapping[str, Any]], request: Request) -> Answer:
    if _format(request) == "text":
        text = "\n".join(line for row in rows for line in _as_text(row))
        return Answer(200, f"{text}\n".encode(), "text/plain; charset=utf-8")
    return as_json({"workers": list(rows)})


def _format(request: Request) -> str:
    wanted = request.query.get("format", FORMATS[0])
    if wanted not in FORMATS:
        raise BadRequest(f"format must be one of: {', '.join(FORMATS)}")
    return wanted


def _as_text(row: Mapping[str, Any]) -> Iterator[str]:
    yield f"=== process {row.get('worker')}, event loop {row.get('lag_s', 0)} s late"
    for one in row.get("blocked", ()):
        yield f"!!! the event loop is blocked for {one.get('lasted_s')} s by {one.get('at')}"
    for thread in row.get("threads", ()):
        yield ""
        yield f"Thread 0x{thread['ident']:016x} (most recent call first): {thread['name']}"
        yield from (_frame(line) for line in thread["stack"])
    for task in row.get("tasks", ()):
        yield ""
        yield f"Task {task['name']} of {task['coroutine']} (most recent call last):"
        yield from (_frame(line) for line in task["waits_at"])


def _frame(line: str) -> str:
    """As faulthandler writes it (docs.python.org/3/library/faulthandler.html)."""
    place, there, name = line.rpartition(" in ")
    file, _, number = place.rpartition(":")
    return f'  File "{file}", line {number} in {name}' if there and number.isdigit() else f"  {line}"
