"""`farhand.logs_setup()`: JSON lines from every logger of the app, in one call at its start."""

from __future__ import annotations

import logging
import sys

from farhand.embed.records import attach
from farhand.embed.records.formatter import JsonFormatter
from farhand.embed.records.guards import guard
from farhand.embed.records.text import TextFormatter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

#: Servers that print by handlers of their own, so that the root logger's formatter does not reach them.
SERVERS = (
    "uvicorn", "uvicorn.access", "uvicorn.error", "gunicorn.access", "gunicorn.error", "hypercorn.access",
    "hypercorn.error", "_granian", "granian.access", "django.server", "celery", "aiohttp.access",
)  # fmt: skip


class Handler(logging.StreamHandler):  # type: ignore[type-arg]
    """The handler that `logs_setup` puts on the root logger: a second call finds it by its class."""


def logs_setup(
    level: int | str = "INFO",
    json: bool | None = None,
    redact: str = "declared",
    stream: TextIO | None = None,
    *,
    encoder: str = "",
    servers: bool = True,
) -> logging.Handler:
    """Write one line of JSON for each record, with the secrets masked. Returns the handler.

    level    of the root logger
    json     False: plain text; None: plain text on a terminal, else JSON
    redact   "declared": the known secrets (declared, secret-sounding variables, `farhand.secret(x)`);
             "full": also whatever else looks like a secret, at a higher cost per record
    stream   standard error by default
    encoder  msgspec, orjson or json; the fastest that is installed by default
    servers  also lets uvicorn, gunicorn, Django's server and the like write in this form where they print

    May be called again, then it replaces what it did. Of the app's handlers it takes away only those of the
    root logger that print plainly on standard output or error, for they would say everything twice. Raises
    ValueError for a level, `redact` or `encoder` that does not exist, before anything is changed.
    """
    out = stream if stream is not None else sys.stderr
    as_json = not _is_terminal(out) if json is None else json
    guard(redact)
    formatter: logging.Formatter = (
        JsonFormatter(redact=redact, encoder=encoder) if as_json else TextFormatter(redact=redact)
    )
    made = Handler(out)
    made.setFormatter(formatter)
    root = logging.getLogger()
    root.setLevel(level)
    root.addHandler(made)
    for handler in [h for h in root.handlers if h is not made and _is_replaced(h)]:
        root.removeHandler(handler)
    for handler in _of_servers() if servers else ():
        handler.setFormatter(formatter)
    attach.refresh()
    return made


def _is_replaced(handler: logging.Handler) -> bool:
    return isinstance(handler, Handler) or _prints(handler)


def _prints(handler: logging.Handler) -> bool:
    """True for a plain handler on standard output or error; not for files, and not for other classes."""
    standard = (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__)
    return type(handler) is logging.StreamHandler and any(handler.stream is each for each in standard)


def _of_servers() -> Iterator[logging.Handler]:
    for name in SERVERS:
        logger = logging.Logger.manager.loggerDict.get(name)
        if isinstance(logger, logging.Logger):
            yield from (handler for handler in logger.handlers if _prints(handler))


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except (AttributeError, ValueError, OSError):
        return False
