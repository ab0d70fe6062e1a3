"""/loggers: every logger's level, for Actuator's clients."""

from __future__ import annotations

from farhand.embed.levels import actuator
from farhand.embed.process import Process
from farhand.embed.web.exchange import Answer, Request

PATH, METHODS, SCOPE = "/loggers", ("GET",), "read"
SUMMARY = "every logger's level in this process, in the form of Spring Boot Actuator"
PARAMETERS = ()
RESPONSES = {actuator.TYPE: {"type": "object", "required": ["levels", "loggers", "groups"]}}


def answer(process: Process, request: Request) -> Answer:
    return actuator.listed(process)
