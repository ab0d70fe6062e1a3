"""Listens to what fails in the app: libraries' own hooks, log records with an exception, uncaught exceptions.

The record factory is the one place of `logging` that sees every record whatever handlers there are: a handler
on the root logger would stop `logging.basicConfig` from working, and is lost with the next dictConfig. It and
the excepthooks are chained, never replaced.
"""

from __future__ import annotations

import logging
import sys
import threading

from farhand.embed.failures import note, sources
from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any


class _Chained:
    """Once for the whole interpreter: a fork keeps them."""

    done = False


def install(process: Process) -> None:
    sources.install(process)
    if not _Chained.done:
        _Chained.done = True
        _chain_records()
        _chain_uncaught()
        _chain_threads()


def _chain_records() -> None:
    before = logging.getLogRecordFactory()
    error_level = logging.ERROR

    def farhand_record(*args: Any, **words: Any) -> logging.LogRecord:
        record = before(*args, **words)
        if record.exc_info and record.levelno >= error_level and record.exc_info[1] is not None:
            note(record.exc_info[1], source="logging")
        return record

    logging.setLogRecordFactory(farhand_record)


def _chain_uncaught() -> None:
    before = sys.excepthook

    def farhand_uncaught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        before(kind, error, trace)
        from farhand.embed.failures.last_words import uncaught

        uncaught(error)

    sys.excepthook = farhand_uncaught


def _chain_threads() -> None:
    before = threading.excepthook

    def farhand_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            note(args.exc_value, source="thread")
        before(args)

    threading.excepthook = farhand_thread
