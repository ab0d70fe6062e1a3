"""What is asked of a ring, and the answer: rows of plain JSON, masked, oldest first."""

from __future__ import annotations

import logging
from typing import NamedTuple

from farhand.embed import secrets
from farhand.embed.records.formatter import stamp
from farhand.embed.records.plain import plain, text
from farhand.embed.web.exchange import BadRequest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from farhand.embed.records.guards import Guard
    from farhand.embed.records.ring import Ring, Row

USUAL, MOST = 200, 2000
LEVELS = {"DEBUG": 10, "INFO": 20, "WARNING": 30, "WARN": 30, "ERROR": 40, "CRITICAL": 50, "FATAL": 50}
#: How a level and a time may be written, as patterns for those who ask.
LEVEL = f"^({'|'.join(LEVELS)}|[0-9]{{1,3}})?$"
_DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
TIME = f"^({_DAY}T([01][0-9]|2[0-3])(:[0-5][0-9]){{2}}Z|-[0-9]{{1,6}}[smh])?$"
_IDS = ("trace_id", "span_id", "request_id")
KNOWN = ("level", "logger", "since", "until", "trace", "text", "limit")


class Query(NamedTuple):
    """Which records. Times are seconds since 1970; since <= time < until."""

    level: int = logging.NOTSET
    logger: str = ""  # that logger and those below it
    since: float = 0.0
    until: float = float("inf")
    trace: str = ""
    text: str = ""  # in the masked message, stack or fields; upper and lower case are the same
    limit: int = USUAL


def asked(parameters: Mapping[str, str], now: float) -> Query:
    """The query of a request's parameters. Raises BadRequest, naming the parameter and what it may be."""
    for name in parameters:
        if name not in KNOWN and name != "format":
            raise BadRequest(f"{name!r} is not known here; there are: {', '.join(KNOWN)}")
    return Query(
        _level(parameters.get("level", "")),
        parameters.get("logger", ""),
        _time("since", parameters.get("since", ""), now, 0.0),
        _time("until", parameters.get("until", ""), now, float("inf")),
        parameters.get("trace", ""),
        parameters.get("text", "").lower(),
        _limit(parameters.get("limit", "")),
    )


def _level(given: str) -> int:
    if not given:
        return logging.NOTSET
    if given.upper() in LEVELS:
        return LEVELS[given.upper()]
    if given.isascii() and given.isdigit() and len(given) < 4:
        return int(given)
    raise BadRequest("'level' must be DEBUG, INFO, WARNING, ERROR, CRITICAL or a number, as in level=ERROR")


def _limit(given: str) -> int:
    if not given:
        return USUAL
    if given.isascii() and given.isdigit() and len(given) < 9 and 1 <= int(given) <= MOST:
        return int(given)
    raise BadRequest(f"'limit' must be a number from 1 to {MOST}")


def _time(name: str, given: str, now: float, default: float) -> float:
    """A time as RFC 3339 (without zone: UTC), or before now, as in -15m."""
    if not given:
        return default
    from datetime import datetime, timezone

    from farhand.target.units import duration

    try:
        if given.startswith("-"):
            back = duration(given[1:])
            if back is not None:
                return now - back
        when = datetime.fromisoformat(given.replace(" ", "+") if "T" in given else given)
        return (when if when.tzinfo else when.replace(tzinfo=timezone.utc)).timestamp()
    except (ValueError, OverflowError, TypeError):
        pass
    raise BadRequest(f"'{name}' must be a time, as in 2026-11-20T14:00:00Z, or -15m for fifteen minutes ago")


def rows(ring: Ring, query: Query, guard: Guard) -> list[dict[str, Any]]:
    """The newest records that match, oldest first. What cannot be masked is not shown.

    What is searched for is looked up in the masked text: nobody may try out a secret with `text`.
    """
    found: list[dict[str, Any]] = []
    for row in ring.newest():
        if not _matches(row, query):
            continue
        document = _document(row, guard)
        if query.text and query.text not in _searched(document):
            continue
        found.append(document)
        if len(found) >= query.limit:
            break
    return found[::-1]


def _matches(row: Row, query: Query) -> bool:
    created, level, _, logger, _, ids, fields, _ = row
    if level < query.level or not query.since <= created < query.until:
        return False
    if query.logger and logger != query.logger and not logger.startswith(query.logger + "."):
        return False
    return not query.trace or query.trace in (ids[0], (fields or {}).get("trace_id"))


def _document(row: Row, guard: Guard) -> dict[str, Any]:
    created, _, level, logger, message, ids, fields, exception = row
    try:
        made: dict[str, Any] = {
            "timestamp": stamp(created),
            "level": text(level, 100),
            "logger": guard.text(text(logger, 500)),
            "message": guard.text(text(message)),
        }
        made.update((k, guard.text(v)) for k, v in zip(_IDS, ids, strict=True) if v)
        if fields:
            made["fields"] = plain(fields, guard.text, secrets.hides)
        if exception:
            made["exception"] = {k: guard.text(text(v, 2 * len(v) + 1)) for k, v in exception.items()}
    except Exception as error:
        says = f"a record could not be masked and is left out: {type(error).__name__}"
        return {"timestamp": stamp(created), "level": "ERROR", "logger": "farhand", "message": says}
    return made


def _searched(document: Mapping[str, Any]) -> str:
    return f"{document['message']}\n{document.get('fields', '')}\n{document.get('exception', '')}".lower()
