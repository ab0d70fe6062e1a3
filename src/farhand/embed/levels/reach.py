"""Which handlers a logger's records reach, and from which level on something is written."""

from __future__ import annotations

import logging
import weakref

from farhand.embed.levels.apply import upward

#: Handlers that an order has lowered, and the level that each has by the app's will.
Lowered = weakref.WeakKeyDictionary[logging.Handler, int]


def handlers_of(logger: logging.Logger) -> list[logging.Handler]:
    """The handlers that get this logger's records and write them, the nearest first."""
    found: list[logging.Handler] = []
    for at in upward(logger):
        found.extend(h for h in list(at.handlers) if is_apps(h))
        if not at.propagate:
            break
    return found


def has_any(logger: logging.Logger) -> bool:
    """True where logging finds a handler of the app's, one that writes nothing included.

    Then it needs no last resort.
    """
    for at in upward(logger):
        if any(not getattr(h, "farhand_private", False) for h in list(at.handlers)):
            return True
        if not at.propagate:
            break
    return False


def is_apps(handler: logging.Handler) -> bool:
    """True for a handler that writes for the app: not one of Farhand's own, and not one that does nothing."""
    if not isinstance(handler, logging.Handler) or isinstance(handler, logging.NullHandler):
        return False
    return not getattr(handler, "farhand_private", False) and type(handler).__hash__ is not None


def writers(logger: logging.Logger) -> list[logging.Handler]:
    """As `handlers_of`, with logging's last resort where there is no handler at all."""
    found, last = handlers_of(logger), last_resort()
    return [last] if not found and last is not None and not has_any(logger) else found


def last_resort() -> logging.Handler | None:
    """Logging's handler for records without one; the app's own where the ring stands before it."""
    last = logging.lastResort
    while last is not None and getattr(last, "farhand_private", False):
        last = getattr(last, "before", None)
    return last


def floor(logger: logging.Logger, lowered: Lowered | None = None) -> int:
    """The lowest level that some handler would write, `lowered` ones counted as they were before.

    With no handler that writes, a level above all.
    """
    levels = [h.level if lowered is None else lowered.get(h, h.level) for h in writers(logger)]
    return min(levels, default=logging.CRITICAL + 1)
