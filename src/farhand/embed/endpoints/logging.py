"""/admin/logging: log levels of all processes, for a time. /loggers: the same, for Actuator's clients.

The JSON body counts whatever content type it comes with: `curl -d` says that it is a form.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from farhand.control import change, levels
from farhand.control.levels import GROUPS, NUMBERS, Wish
from farhand.control.orders import DEFAULT_BUDGET, DEFAULT_SECONDS, MOST_SECONDS
from farhand.embed.exchange import Answer, BadRequest, Request, as_json, problem
from farhand.embed.process import Process
from farhand.errors import Mistake

PATHS, METHODS = ("/admin/logging", "/loggers", "/loggers/{name}"), ("GET", "POST")
SCOPES = {"GET": "read", "POST": "operate"}
SCOPE = "operate"
SUMMARY = "log levels, in all processes at once, for a time, and back by themselves"
PARAMETERS: tuple[dict[str, Any], ...] = (
    {
        "name": "name",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "maxLength": 200},
        "description": "of a logger, ROOT, or a group",
    },
)


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
ALSO = {"204": "set, where Actuator's form asked for it"}
#: By path, where it is another body.
BODIES = {
    "/loggers/{name}": {
        "type": "object",
        "properties": {"configuredLevel": {"type": ["string", "null"], "enum": [*NUMBERS, None]}},
    }
}
RESPONSES: dict[str, Any] = {
    "application/json": {"type": "object"},
    "application/vnd.spring-boot.actuator.v3+json": {"type": "object"},
}

#: Spring Boot Actuator's form and names.
_TYPE = "application/vnd.spring-boot.actuator.v3+json"
_SPRING = {5: "TRACE", 10: "DEBUG", 20: "INFO", 30: "WARN", 40: "ERROR", 50: "FATAL"}


def answer(process: Process, request: Request) -> Answer:
    try:
        return _answer(process, request)
    except levels.NoGroup as mistake:
        return problem(404, str(mistake))
    except Mistake as mistake:
        raise BadRequest(str(mistake)) from None


def _answer(process: Process, request: Request) -> Answer:
    if request.path != "/admin/logging":
        return _actuator(process, request)
    place = _place(process)
    if place is None:
        return _no_folder(process)
    if request.method == "GET":
        return as_json(change.status(place))
    wish = levels.wish(_document(request), logging.getLevelNamesMapping())
    told = change.change(place, wish, _who(request))
    if wish.level is not None:
        told["take_back_http"] = _curl(place, wish)
    return as_json(told)


def _place(process: Process) -> Path | None:
    return process.folder if process.folder is not None and process.folder.is_dir() else None


def _no_folder(process: Process) -> Answer:
    return problem(
        503, "there is no run folder, so the processes cannot be reached: set FARHAND_RUN to a place"
    )


def _document(request: Request) -> object:
    try:
        return json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        raise BadRequest('the body must be JSON, as in {"level": "DEBUG"}') from None


def _who(request: Request) -> str:
    return f"{request.peer or 'somebody'} by {request.door}"


def _curl(place: Path, wish: Wish) -> str:
    which = {"group": wish.group} if wish.group else {"logger": wish.logger or "root"}
    body = json.dumps({"level": None, **which})
    return f"curl --unix-socket {place}/farhand.sock -d '{body}' http://app/admin/logging"


def _actuator(process: Process, request: Request) -> Answer:
    if request.method == "GET":
        return _looked_up(process, request.name) if request.name else _listed(process)
    if not request.name:
        return Answer(405, b"", "text/plain", (("Allow", "GET"),))
    document = _document(request)
    if not isinstance(document, dict):
        raise BadRequest('the body must be a JSON object, as in {"configuredLevel": "DEBUG"}')
    place = _place(process)
    if place is None:
        return _no_folder(process)
    key = "group" if request.name in _groups(process) else "logger"
    wish = levels.wish({"level": document.get("configuredLevel"), key: unquote(request.name)})
    told = change.change(place, wish, _who(request))
    return Answer(204, b"", _TYPE, (("X-Farhand-Reached", f"{told['reached']}/{told['expected']}"),))


def _groups(process: Process) -> dict[str, tuple[str, ...]]:
    return levels.groups(process.settings.embed.get("log_groups"))


def _listed(process: Process) -> Answer:
    made = list(logging.root.manager.loggerDict.items())
    named = {name: _row(one) for name, one in sorted(made) if isinstance(one, logging.Logger)}
    groups = {name: {"members": list(members)} for name, members in _groups(process).items()}
    document = {"levels": list(_SPRING.values())[::-1], "loggers": {"ROOT": _row(logging.root), **named}}
    return as_json({**document, "groups": groups}, type=_TYPE)


def _looked_up(process: Process, name: str) -> Answer:
    if name in _groups(process):
        return as_json({"members": list(_groups(process)[name])}, type=_TYPE)
    logger = logging.root if levels.plain(name) == "" else logging.root.manager.loggerDict.get(name)
    if not isinstance(logger, logging.Logger):
        return problem(404, "there is no logger of that name in this process")
    return as_json(_row(logger), type=_TYPE)


def _row(logger: logging.Logger) -> dict[str, str | None]:
    return {
        "configuredLevel": _spring(logger.level) if logger.level else None,
        "effectiveLevel": _spring(logger.getEffectiveLevel()),
    }


def _spring(level: int) -> str:
    """The name of the nearest level that Spring knows, below or at this one."""
    return next((name for number, name in reversed(_SPRING.items()) if number <= level), "TRACE")
