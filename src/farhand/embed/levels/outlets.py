"""The app's handlers while orders hold: each gets a gate, some are lowered, and all of it is taken back."""

from __future__ import annotations

import logging
import weakref
from collections.abc import Iterator

from farhand.embed.levels.apply import Levels, all_loggers, logger_of, name_of
from farhand.embed.levels.budget import Account, Gate
from farhand.embed.levels.reach import has_any, is_apps, last_resort, writers


class Outlets:
    """What was put on the app's handlers. They are held weakly: what the app lets go of may go."""

    def __init__(self, levels: Levels, account: Account, sink: logging.Handler) -> None:
        self._levels, self._account, self._sink = levels, account, sink
        self._gates: weakref.WeakKeyDictionary[logging.Handler, Gate] = weakref.WeakKeyDictionary()
        self._lowered: weakref.WeakKeyDictionary[logging.Handler, int] = weakref.WeakKeyDictionary()
        self._sinks: set[str] = set()

    def mind(self) -> None:
        """Put on what is missing: handlers come and go while the app runs."""
        self._lower()
        for handler in _all_handlers():
            if handler not in self._gates:
                self._gates[handler] = Gate(self._account, handler.level)
            gate = self._gates[handler]
            gate.own = self._account.lowered.get(handler, handler.level)
            if gate not in handler.filters:
                handler.addFilter(gate)
        self._attach()
        self._account.forget()

    def _lower(self) -> None:
        """Orders that say so lower the handlers their records reach; the app's own later change wins."""
        wanted: dict[logging.Handler, int] = {}
        for logger in all_loggers():
            order = self._levels.order_of(logger)
            if order is not None and order.handlers and not order.sink:
                level = self._levels.touched[order.logger].set
                for handler in writers(logger):
                    wanted[handler] = min(level, wanted.get(handler, level))
        for handler in [h for h in self._lowered if h not in wanted]:
            self._raise_again(handler)
        for handler, level in wanted.items():
            if handler.level > level and handler not in self._lowered:
                self._account.lowered[handler] = handler.level
                self._lowered[handler] = level
                handler.setLevel(level)

    def _raise_again(self, handler: logging.Handler) -> None:
        level, before = self._lowered.pop(handler), self._account.lowered.pop(handler, None)
        if before is not None and handler.level == level:
            handler.setLevel(before)

    def _attach(self) -> None:
        """The private sink hangs where the records pass: at the ordered logger and where they turn off."""
        wanted = {name_of(logger) for logger in all_loggers() if self._is_place(logger)}
        for name in self._sinks - wanted:
            logger_of(name).removeHandler(self._sink)
        for name in wanted:
            logger_of(name).addHandler(self._sink)  # logging adds it once only
        self._sinks = wanted

    def _is_place(self, logger: logging.Logger) -> bool:
        order = self._levels.order_of(logger)
        ordered = name_of(logger) in self._levels.touched
        if order is None or not order.sink or not (ordered or not logger.propagate):
            return False
        # The first handler there would end logging's last resort, and keep basicConfig from doing anything.
        return has_any(logger)

    def remove(self) -> None:
        """Leave the app's handlers as they were."""
        for handler, gate in list(self._gates.items()):
            handler.removeFilter(gate)
        for handler in list(self._lowered):
            self._raise_again(handler)
        for name in self._sinks:
            logger_of(name).removeHandler(self._sink)
        self._gates.clear()
        self._account.lowered.clear()
        self._sinks = set()


def _all_handlers() -> Iterator[logging.Handler]:
    found = {h for logger in all_loggers() for h in list(logger.handlers) if is_apps(h)}
    last = last_resort()
    yield from found | {last} if last is not None else found
