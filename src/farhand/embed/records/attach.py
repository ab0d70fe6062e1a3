"""Where the ring's handler has to hang so that it sees every record once, and changes nothing for the app.

On the root logger, where that has handlers of the app's. Where it has none, nothing is put there: then
`logging.basicConfig()` would do nothing, and Python would no longer print warnings. `logging.lastResort`,
which Python keeps for records that find no handler, is replaced by one that passes them on to the ring and
then to the former one.

And on each logger that has handlers and keeps its records from the root (`propagate = False`), as those of
uvicorn, gunicorn and Django do. A record passes one of these places only, because it goes no further. This
is looked at again every few seconds, since an app configures its loggers whenever it likes.
"""

from __future__ import annotations

import logging

from farhand.embed.records.ring import RingHandler

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class _LastResort(RingHandler):
    """For records that no handler takes: into the ring, then as before."""

    def __init__(self, before: logging.Handler | None) -> None:
        super().__init__()
        self.before = before

    def handle(self, record: logging.LogRecord) -> bool:
        super().handle(record)
        if self.before is not None and record.levelno >= self.before.level:
            self.before.handle(record)
        return True


class _Ours:
    """The one handler of this process and its children."""

    handler: RingHandler | None = None


def attach() -> None:
    """Put the handler where it is missing, take it away where a record would pass it twice. Idempotent."""
    if not isinstance(logging.lastResort, _LastResort):
        logging.lastResort = _LastResort(logging.lastResort)
    ours = _Ours.handler = _Ours.handler or RingHandler()
    for logger in _loggers():
        has = ours in logger.handlers
        wants = _ends_here(logger) and any(handler is not ours for handler in logger.handlers)
        if wants and not has:
            logger.addHandler(ours)
        elif has and not wants:
            logger.removeHandler(ours)


def refresh() -> None:
    """Look again at once, where it is attached at all."""
    if _Ours.handler is not None:
        attach()


def detach() -> None:
    """Take it away everywhere."""
    if isinstance(logging.lastResort, _LastResort):
        logging.lastResort = logging.lastResort.before
    for logger in _loggers():
        if _Ours.handler is not None:
            logger.removeHandler(_Ours.handler)
    _Ours.handler = None


def _ends_here(logger: logging.Logger) -> bool:
    return logger.parent is None or not logger.propagate


def _loggers() -> Iterator[logging.Logger]:
    yield logging.getLogger()
    for logger in list(logging.Logger.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger):
            yield logger
