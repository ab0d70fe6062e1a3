"""/openapi.json: what can be asked here, for programs."""

from __future__ import annotations

from farhand.embed.process import Process
from farhand.embed.web.exchange import Answer, Request, as_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PATH, METHODS, SCOPE = "/openapi.json", ("GET", "HEAD"), "probe"
SUMMARY = "this description, OpenAPI 3.1"
PARAMETERS = ()
RESPONSES: dict[str, Any] = {"application/json": {"type": "object", "required": ["openapi", "paths"]}}


def answer(process: Process, request: Request) -> Answer:
    from farhand.embed.web import openapi

    return as_json(openapi.document())
