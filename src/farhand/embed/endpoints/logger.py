"""/loggers/NAME: the level of one logger or group, for Actuator's clients; set everywhere, for a time."""

from __future__ import annotations

from typing import Any

from farhand.control import change, levels
from farhand.control.levels import NUMBERS
from farhand.embed.endpoints.logging import document_of, no_folder, place_of, who
from farhand.embed.levels import actuator
from farhand.embed.process import Process
from farhand.embed.web.exchange import Answer, BadRequest, Request, problem
from farhand.errors import Mistake

PATH, METHODS = "/loggers/{name}", ("GET", "POST")
SCOPES = {"GET": "read", "POST": "operate"}
SCOPE = "operate"
SUMMARY = "one logger's level, in the form of Spring Boot Actuator; set for the usual time"
PARAMETERS: tuple[dict[str, Any], ...] = (
    {
        "name": "name",
        "in": "path",
        "required": True,
        "schema": {
            "type": "string",
            "maxLength": levels.LONGEST,
            "pattern": f"^{levels.NAME}$",
            "minLength": 1,
        },
        "description": "of a logger, ROOT, or a group",
    },
)
BODY: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"configuredLevel": {"type": ["string", "null"], "enum": [*NUMBERS, None]}},
}
BODY_MAY_BE_EMPTY = True
ALSO = {"204": "set"}
RESPONSES: dict[str, Any] = {actuator.TYPE: {"type": "object"}}


def answer(process: Process, request: Request) -> Answer:
    if request.method == "GET":
        return actuator.looked_up(process, request.name)
    try:
        return _set(process, request)
    except levels.NoGroup as mistake:
        return problem(404, str(mistake))
    except Mistake as mistake:
        raise BadRequest(str(mistake)) from None


def _set(process: Process, request: Request) -> Answer:
    document = document_of(request)
    if not isinstance(document, dict) or document.keys() - {"configuredLevel"}:
        raise BadRequest(
            'the body must be {"configuredLevel": "DEBUG"}, or {} to take back, and nothing else'
        )
    place = place_of(process)
    if place is None:
        return no_folder(process)
    key = "group" if request.name in actuator.groups(process) else "logger"
    wish = levels.wish({"level": document.get("configuredLevel"), key: request.name})
    told = change.change(place, wish, who(request))
    reached = f"{told['reached']}/{told['expected']}"
    return Answer(204, b"", actuator.TYPE, (("X-Farhand-Reached", reached),))
