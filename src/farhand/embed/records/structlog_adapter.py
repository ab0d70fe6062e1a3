"""For structlog: one processor that adds the ids, masks the secrets and keeps the event for /admin/logs.

    structlog.configure(processors=[..., farhand_processor, structlog.processors.JSONRenderer()])

It goes right before the renderer. structlog itself is not imported here. Loggers that structlog has cached
before (`cache_logger_on_first_use`) keep the processors they had: configure first, then log.
"""

from __future__ import annotations

import logging
import time

from farhand.embed import secrets
from farhand.embed.process import current
from farhand.embed.records import plain, raised
from farhand.embed.records.context import ids as current_ids
from farhand.embed.records.errors import Errors
from farhand.embed.records.ring import Ring, size_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from typing import Any

    from farhand.embed.records.ring import Row

_IDS = ("trace_id", "span_id", "request_id")
_LEVELS = {"debug": 10, "info": 20, "warning": 30, "warn": 30, "error": 40, "exception": 40, "critical": 50,
           "fatal": 50}  # fmt: skip
_OWN = frozenset((*_IDS, "event", "level", "logger", "timestamp", "exc_info", "exception", "stack"))


def farhand_processor(
    logger: Any, method_name: str, event_dict: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """The event with ids, every value of it masked. Never raises.

    Where structlog hands its events on to Python's logging, the ring's handler keeps them there.
    """
    try:
        _put(logger, method_name, event_dict)
        return {plain.text(secrets.mask(str(key))): _masked(key, value) for key, value in event_dict.items()}
    except Exception as error:
        return {"event": f"an event could not be masked: {type(error).__name__}", "level": "error"}


def _masked(key: Any, value: Any) -> Any:
    if key == "exc_info":  # the renderer makes text of it, which nobody masks afterwards
        return value if value is None or value is False else _exception(value)
    if secrets.hides(key) and value is not None and not isinstance(value, bool):
        return plain.hidden_mark(value)
    return plain.plain(value, secrets.mask, secrets.hides)


def _exception(value: Any) -> Any:
    error = raised.given(value)
    return plain.plain(raised.document(error), secrets.mask, secrets.hides) if error is not None else None


def _put(logger: Any, method: str, event: MutableMapping[str, Any]) -> None:
    ids = current_ids()
    for key, value in zip(_IDS, ids, strict=True):
        if value:
            event.setdefault(key, value)
    error = raised.given(event.get("exc_info")) if event.get("exc_info") else None
    process = current()
    if process is None or isinstance(logger, logging.Logger):
        return
    level = str(event.get("level", method)).lower()
    name = str(event.get("logger", getattr(logger, "name", None) or "structlog"))
    fields = plain.plain({k: v for k, v in event.items() if k not in _OWN}, _as_it_is, _nothing)
    exception = raised.document(error) if error is not None else None
    row: Row = (
        time.time(),
        _LEVELS.get(level, 20),
        level.upper(),
        name,
        plain.text(plain.shown(event.get("event", "")), 8192),
        ids,
        fields or None,
        exception,
    )
    process.of(Ring).add(row, size_of(row))
    if error is not None:
        process.of(Errors).note(error, name, ids[0])


def _as_it_is(text: str) -> str:
    return text[:1024]


def _nothing(name: object) -> bool:
    return False
