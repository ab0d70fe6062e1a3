"""Levels in the form and with the names of Spring Boot Actuator, which its clients read and write."""

from __future__ import annotations

import logging

from farhand.control import levels
from farhand.embed.process import Process
from farhand.embed.web.exchange import Answer, as_json, problem

TYPE = "application/vnd.spring-boot.actuator.v3+json"
_SPRING = {5: "TRACE", 10: "DEBUG", 20: "INFO", 30: "WARN", 40: "ERROR", 50: "FATAL"}


def groups(process: Process) -> dict[str, tuple[str, ...]]:
    return levels.groups(process.settings.embed.get("log_groups"))


def listed(process: Process) -> Answer:
    made = list(logging.root.manager.loggerDict.items())
    named = {name: _row(one) for name, one in sorted(made) if isinstance(one, logging.Logger)}
    grouped = {name: {"members": list(members)} for name, members in groups(process).items()}
    document = {"levels": list(_SPRING.values())[::-1], "loggers": {"ROOT": _row(logging.root), **named}}
    return as_json({**document, "groups": grouped}, type=TYPE)


def looked_up(process: Process, name: str) -> Answer:
    if name in groups(process):
        return as_json({"members": list(groups(process)[name])}, type=TYPE)
    logger = logging.root if levels.plain(name) == "" else logging.root.manager.loggerDict.get(name)
    if not isinstance(logger, logging.Logger):
        return problem(404, "there is no logger of that name in this process")
    return as_json(_row(logger), type=TYPE)


def _row(logger: logging.Logger) -> dict[str, str | None]:
    return {
        "configuredLevel": _spring(logger.level) if logger.level else None,
        "effectiveLevel": _spring(logger.getEffectiveLevel()),
    }


def _spring(level: int) -> str:
    """The name of the nearest level that Spring knows, below or at this one."""
    return next((name for number, name in reversed(_SPRING.items()) if number <= level), "TRACE")
