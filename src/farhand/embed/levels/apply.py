"""Sets the levels that orders name, remembers what each logger had, and gives exactly that back."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from farhand.control import levels as words
from farhand.control.orders import LevelOrder

#: So often the app may configure a logger anew under one order; who insists is left in peace.
MOST_TIMES = 5


@dataclass
class Touched:
    """One logger under an order."""

    order: LevelOrder
    before: int  # its own level as the app has set it last; 0: none, it takes its parent's
    set: int  # what the order has set
    times: int = 0  # how often the app has set it anew meanwhile
    left: bool = False  # the app insists on its level
    made: bool = False  # nobody had asked for a logger of this name before


def logger_of(name: str) -> logging.Logger:
    return logging.getLogger(name) if name else logging.root


def nearest(name: str) -> logging.Logger:
    """The logger of a record's name, or the nearest above it: nothing is made for a name seen in passing."""
    while name:
        found = logging.root.manager.loggerDict.get(name)
        if isinstance(found, logging.Logger):
            return found
        name = name.rpartition(".")[0]
    return logging.root


def name_of(logger: logging.Logger) -> str:
    return "" if logger is logging.root else logger.name


def all_loggers() -> list[logging.Logger]:
    """The root logger and every logger that there is by now."""
    made = list(logging.root.manager.loggerDict.values())
    return [logging.root, *(one for one in made if isinstance(one, logging.Logger))]


def upward(logger: logging.Logger) -> Iterator[logging.Logger]:
    """The logger, its parent, and so on to the root logger."""
    at: logging.Logger | None = logger
    while at is not None:
        yield at
        at = at.parent


class Levels:
    """What orders have changed in this interpreter, by the logger's name."""

    def __init__(self) -> None:
        self.touched: dict[str, Touched] = {}

    def hold(self, orders: Sequence[LevelOrder], more: Mapping[str, int]) -> list[tuple[LevelOrder, int]]:
        """Let exactly these orders hold. Returns those that ended, each with the logger's level now.

        Called again and again: what the app has configured anew in between is ordered anew.
        """
        wanted = {o.logger: o for o in orders}
        ended = [self._give_back(name) for name in list(self.touched) if name not in wanted]
        for order in wanted.values():
            self._hold(order, words.number(order.level, more))
        return ended

    def _hold(self, order: LevelOrder, level: int) -> None:
        made = bool(order.logger) and order.logger not in logging.root.manager.loggerDict
        logger, held = logger_of(order.logger), self.touched.get(order.logger)
        if held is None or (held.left and held.order.id != order.id):
            held = self.touched[order.logger] = Touched(order, logger.level, level, made=made)
            logger.setLevel(level)
        elif logger.level != held.set and not held.left:  # the app has set it: that is what it gets back
            held.before = logger.level
            held.times += 1
            held.left = held.times > MOST_TIMES
        held.order = order
        if not held.left and (logger.level != level or held.set != level):
            logger.setLevel(level)
            held.set = level

    def _give_back(self, name: str) -> tuple[LevelOrder, int]:
        held, logger = self.touched.pop(name), logger_of(name)
        if logger.level == held.set and not held.left:  # else the app has set it meanwhile, and it wins
            logger.setLevel(held.before)
        return held.order, logger.level

    def order_of(self, logger: logging.Logger) -> LevelOrder | None:
        """The order that decides on this logger's level; None where its own or a parent's own level does."""
        for at in upward(logger):
            held = self.touched.get(name_of(at))
            if held is not None and not held.left:
                return held.order
            if at.level:
                return None
        return None

    def before(self, logger: logging.Logger) -> int:
        """The effective level that this logger would have without any order."""
        for at in upward(logger):
            held = self.touched.get(name_of(at))
            level = at.level if held is None or held.left else held.before
            if level:
                return level
        return 0
