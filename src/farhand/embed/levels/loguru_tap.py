"""loguru's own way in: a sink beside the app's, for the time of an order with a private sink.

loguru cannot change the level of a sink that is there; adding and removing one's own is its public interface.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

from farhand.control.orders import LevelOrder
from farhand.embed.levels.budget import Account
from farhand.embed.levels.sink import Sink
from farhand.embed.levels.strangers import loguru_level


class FarhandTap:
    """Takes what the app's own loguru sinks would not write, into the private sink."""

    def __init__(self, account: Account, sink: Sink) -> None:
        self._account, self._sink = account, sink
        self._number: int | None = None  # loguru's, of our sink
        self._order: LevelOrder | None = None

    def mind(self, order: LevelOrder | None, level: int) -> None:
        """Be there while this order holds; None: be gone."""
        loguru: Any = sys.modules.get("loguru")
        if loguru is None:
            return
        if order is None or self._order is None or self._order.id != order.id:
            self.remove()
        least = loguru_level()
        if order is not None and self._number is None and least is not None and least > level:
            self._order = order
            self._number = loguru.logger.add(
                self._take,
                level=level,
                format="{message}",
                filter=lambda r: r["level"].no < least,
                catch=True,
            )

    def remove(self) -> None:
        number, self._number, self._order = self._number, None, None
        loguru: Any = sys.modules.get("loguru")
        if number is not None and loguru is not None:
            try:
                loguru.logger.remove(number)
            except ValueError:  # the app has removed all sinks
                return

    def _take(self, message: Any) -> None:
        order, data = self._order, message.record
        if order is None:
            return
        level, name = data["level"], data["name"] or ""
        record = logging.LogRecord(name, level.no, "", data["line"], data["message"], None, None)
        record.levelname = level.name
        if self._account.decide(order, record):
            self._sink.put(record)
