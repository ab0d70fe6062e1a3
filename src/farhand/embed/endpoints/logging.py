"""/admin/logging: log levels of all processes, for a time.

The JSON body counts whatever content type it comes with: `curl -d` says that it is a form.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from farhand.control import change, levels
from farhand.control.levels import GROUPS, NUMBERS, Wish
from farhand.control.orders import DEFAULT_BUDGET, DEFAULT_SECONDS, MOST_SECONDS
from farhand.embed.process import Process
from farhand.embed.web.exchange import Answer, BadRequest, Request, as_json, problem
from farhand.errors import Mistake

PATH, METHODS = "/admin/logging", ("GET", "POST")
SCOPES = {"GET": "read", "POST": "operate"}
SCOPE = "operate"
SUMMARY = "log levels, in all processes at once, for a time, and back by themselves"
PARAMETERS: tuple[dict[str, Any], ...] = ()


def _any_case(word: str) -> str:
    return "".join(f"[{sign}{sign.lower()}]" for sign in word)


_NAME = {"type": "string", "maxLength": levels.LONGEST, "pattern": f"^{levels.NAME}$"}
BODY = {
    "type": "object",
    "required": ["level"],
    "additionalProperties": False,
    "not": {"required": ["logger", "group"]},
    "properties": {
        "level": {
            "oneOf": [
                {"type": "string", "pattern": f"^({'|'.join(map(_any_case, NUMBERS))}|[1-9]|[1-4][0-9]|50)$"},
                {"type": "integer", "minimum": 1, "maximum": 50},
                {"type": "null", "description": "take back"},
            ]
        },
        "logger": {**_NAME, "description": "default: the root logger"},
        "group": {
            **_NAME,
            "minLength": 1,
            "description": f"{', '.join(GROUPS)}, or declared in [embed.log_groups]",
        },
        "seconds": {"type": "number", "minimum": 1, "maximum": MOST_SECONDS, "default": DEFAULT_SECONDS},
        "budget": {
            "type": "number",
            "minimum": 1,
            "maximum": levels.MOST_BUDGET,
            "default": DEFAULT_BUDGET,
            "description": "records a second that may be added, over all processes",
        },
        "sink": {"type": "boolean", "description": "added records go to a file in the run folder only"},
        "handlers": {"type": "boolean", "description": "lower the app's handlers as well"},
    },
}
RESPONSES: dict[str, Any] = {"application/json": {"type": "object"}}


def answer(process: Process, request: Request) -> Answer:
    try:
        return _answer(process, request)
    except levels.NoGroup as mistake:
        return problem(404, str(mistake))
    except Mistake as mistake:
        raise BadRequest(str(mistake)) from None


def _answer(process: Process, request: Request) -> Answer:
    place = place_of(process)
    if place is None:
        return no_folder(process)
    if request.method == "GET":
        return as_json(change.status(place))
    wish = levels.wish(document_of(request), logging.getLevelNamesMapping())
    told = change.change(place, wish, who(request))
    if wish.level is not None:
        told["take_back_http"] = _curl(place, wish)
    return as_json(told)


def place_of(process: Process) -> Path | None:
    return process.folder if process.folder is not None and process.folder.is_dir() else None


def no_folder(process: Process) -> Answer:
    return problem(
        503, "there is no run folder, so the processes cannot be reached: set FARHAND_RUN to a place"
    )


def document_of(request: Request) -> object:
    try:
        return json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        raise BadRequest('the body must be JSON, as in {"level": "DEBUG"}') from None


def who(request: Request) -> str:
    return f"{request.who or 'somebody'} by {request.door}"


def _curl(place: Path, wish: Wish) -> str:
    which = {"group": wish.group} if wish.group else {"logger": wish.logger or "root"}
    body = json.dumps({"level": None, **which})
    return f"curl --unix-socket {place}/farhand.sock -d '{body}' http://app/admin/logging"
