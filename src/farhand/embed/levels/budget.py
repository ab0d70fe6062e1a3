"""Which records an order adds, how many of them may go out, and how many did.

A record is added if it would not have been written without the order. Only those are counted, and only those
are dropped when there are too many; everything else passes as ever.
"""

from __future__ import annotations

import logging
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field

from farhand.control.orders import LevelOrder
from farhand.embed.levels.apply import Levels, nearest
from farhand.embed.levels.reach import Lowered, floor

#: Bytes of messages a second that one order may add in one process, and names that are remembered.
MOST_BYTES, _MOST_NAMES = 1 << 20, 10_000


class Bucket:
    """Room for `rate` a second; it fills again with time. Not exact under many threads, and never blocking:

    a lock here could be held by another thread at the moment of a fork.
    """

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate, self.left, self._clock = rate, max(1.0, rate), clock
        self._at = clock()

    def take(self, amount: float) -> bool:
        now = self._clock()
        self.left = min(max(1.0, self.rate), self.left + (now - self._at) * self.rate)
        self._at = now
        if self.left < min(amount, self.rate, 1.0):
            return False
        self.left -= amount
        return True


@dataclass
class Count:
    """What one order has added in this process so far. Each thread counts for itself, so none is lost."""

    bucket: Bucket
    volume: Bucket
    emitted_by: dict[int, int] = field(default_factory=dict)
    dropped_by: dict[int, int] = field(default_factory=dict)

    @property
    def emitted(self) -> int:
        return sum(list(self.emitted_by.values()))

    @property
    def dropped(self) -> int:
        return sum(list(self.dropped_by.values()))

    def take(self, record: logging.LogRecord) -> bool:
        """True where this record may go out."""
        room = self.bucket.take(1.0) and self.volume.take(_size(record))
        counts, me = self.emitted_by if room else self.dropped_by, threading.get_ident()
        counts[me] = counts.get(me, 0) + 1
        return room


def _size(record: logging.LogRecord) -> int:
    try:
        return len(record.getMessage())
    except Exception:  # its own handler will complain
        return len(str(record.msg))


@dataclass(frozen=True)
class Known:
    """What is known of one logger while orders hold."""

    order: LevelOrder | None  # the one that reaches it
    level: int  # that one's level
    before: int  # the logger's effective level without any order
    floor: int  # from which level on its records would have been written without any order


class Account:
    """The records that orders add, in this process. One decision per record, however many handlers ask."""

    def __init__(self, levels: Levels) -> None:
        self._levels = levels
        self._known: dict[str, Known] = {}
        self._last = threading.local()
        self.counts: dict[str, Count] = {}
        self.lowered = Lowered()  # handlers that were lowered -> the level they had
        self.echo = 0  # level on which SQLAlchemy engines log whatever their logger says; 0: none does
        self.share = 1.0  # of the budget that is this process's

    def forget(self) -> None:
        """Loggers or handlers have changed."""
        self._known = {}

    def known(self, name: str) -> Known:
        found = self._known.get(name)
        if found is None:
            if len(self._known) >= _MOST_NAMES:
                self._known = {}
            found = self._known[name] = self._look(name)
        return found

    def _look(self, name: str) -> Known:
        logger = nearest(name)
        order, before = self._levels.order_of(logger), self._levels.before(logger)
        if self.echo and name.startswith("sqlalchemy."):
            before = min(before, self.echo)
        level = self._levels.touched[order.logger].set if order else 0
        return Known(order, level, before, max(before, floor(logger, self.lowered)))

    def count(self, order: LevelOrder) -> Count:
        found = self.counts.get(order.id)
        if found is None:
            rate = order.budget * self.share
            found = self.counts.setdefault(order.id, Count(Bucket(rate), Bucket(MOST_BYTES)))
        return found

    def divide(self, processes: int) -> None:
        """The budget is one for all processes."""
        self.share = 1.0 / max(1, processes)
        for held in self._levels.touched.values():
            self.count(held.order).bucket.rate = held.order.budget * self.share

    def decide(self, order: LevelOrder, record: logging.LogRecord) -> bool:
        """May this added record go out? Asked by several handlers in turn, it is counted once."""
        last = getattr(self._last, "seen", None)
        if last is not None and last[0]() is record:
            return bool(last[1])
        answer = self.count(order).take(record)
        self._last.seen = (weakref.ref(record), answer)
        return answer


class Gate(logging.Filter):
    """On a handler of the app's while orders hold: added records pass within the budget, others always."""

    def __init__(self, account: Account, own: int) -> None:
        super().__init__()
        self._account = account
        self.own = own  # the handler's level as the app has set it

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            return self._passes(record)
        except Exception:  # a record of the app's is never lost by a fault of ours
            return True

    def _passes(self, record: logging.LogRecord) -> bool:
        known = self._account.known(record.name)
        level = record.levelno
        if level >= known.before and level >= self.own:
            return True
        if known.order is None or level < known.level:
            # It is here because the handler was lowered for another logger, or a level has just changed.
            return level >= self.own
        return not known.order.sink and self._account.decide(known.order, record)
