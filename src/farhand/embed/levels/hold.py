"""All that orders have changed in this interpreter.

It belongs to the interpreter and not to the process object: a forked child inherits the loggers as its parent
had them, levels by order included, and must know what they were before.
"""

from __future__ import annotations

import logging
import os
import time
from collections import deque
from collections.abc import Sequence
from typing import Any

from farhand.control.levels import shown
from farhand.control.orders import LevelOrder
from farhand.embed.levels import mute, strangers
from farhand.embed.levels.apply import Levels, Touched, logger_of
from farhand.embed.levels.budget import Account
from farhand.embed.levels.loguru_tap import FarhandTap
from farhand.embed.levels.outlets import Outlets
from farhand.embed.levels.sink import Sink

#: Seconds between two looks at all handlers and at what is muted, and ended orders that are remembered.
LOOK, _MOST_ENDED = 1.0, 5


class Hold:
    """The orders that hold here, and what they have done so far."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self.levels = Levels()
        self.account = Account(self.levels)
        self.sink = Sink(self.account)
        self.outlets = Outlets(self.levels, self.account, self.sink)
        self.tap = FarhandTap(self.account, self.sink)
        self.ended: deque[dict[str, Any]] = deque(maxlen=_MOST_ENDED)
        self.muted: dict[str, list[mute.Row]] = {}  # order id -> rows
        self._engines: list[Any] = []
        self._looked = 0.0

    def orders(self, orders: Sequence[LevelOrder]) -> bool:
        """Let exactly these hold. True where something has changed."""
        if not orders and not self.levels.touched:
            return False
        before = self._state()
        ended = self.levels.hold(orders, logging.getLevelNamesMapping())
        self._keep(ended)
        changed = self._state() != before
        if changed or time.monotonic() - self._looked >= LOOK:
            self._look(changed)
        return changed

    def _state(self) -> list[tuple[str, str, int, bool]]:
        touched = self.levels.touched.values()
        return [(t.order.id, t.order.level, t.times, t.left) for t in touched]

    def _keep(self, ended: Sequence[tuple[LevelOrder, int]]) -> None:
        for order, level in ended:
            count = self.account.count(order)
            row = {"id": order.id, "logger": order.logger, "level": order.level, "now": shown(level)}
            self.ended.append({**row, "emitted": count.emitted, "dropped": count.dropped})

    def _look(self, changed: bool) -> None:
        """Put gates on handlers that are new, and see which loggers are mute."""
        self._looked = time.monotonic()
        held = [t.order for t in self.levels.touched.values()]
        if not held:
            self.release()
            return
        if changed:
            wanted = any(strangers.concerns_sqlalchemy(o.logger) for o in held)
            self._engines = strangers.engines() if wanted else []
            self.account.echo = strangers.echo_level(self._engines)
        self.outlets.mind()
        self._tap_loguru()
        self.muted = {o.id: mute.muted(self.levels, o, self._engines) for o in held}

    def _tap_loguru(self) -> None:
        root = self.levels.touched.get("")
        order = root.order if root is not None and root.order.sink else None
        self.tap.mind(order, root.set if root is not None else 0)

    def release(self) -> None:
        """No order holds: nothing of ours stays on the app's handlers."""
        self.outlets.remove()
        self.tap.remove()
        self.muted, self._engines, self.account.echo = {}, [], 0
        self.account.forget()
        self.account.counts = {}

    def says(self) -> dict[str, Any]:
        """What the other processes may know, as plain JSON types."""
        rows = [self._row(t) for t in list(self.levels.touched.values())]
        return {"orders": rows, "ended": list(self.ended)}

    def _row(self, held: Touched) -> dict[str, Any]:
        order, logger = held.order, logger_of(held.order.logger)
        count = self.account.count(order)
        was = shown(held.before) if held.before else f"{shown(self.levels.before(logger))} (its parent's)"
        return {
            "id": order.id,
            "logger": order.logger,
            "level": order.level,
            "was": was,
            "now": shown(logger.getEffectiveLevel()),
            "emits": mute.emits(self.levels, order),
            "emitted": count.emitted,
            "dropped": count.dropped,
            "configured_anew": held.times,
            "muted": [{"logger": name, "why": why} for name, why in self.muted.get(order.id, [])],
        }

    @property
    def added(self) -> int:
        """Records that were added or dropped so far."""
        return sum(c.emitted + c.dropped for c in list(self.account.counts.values()))


class _Held:
    it: Hold | None = None


def here() -> Hold:
    """The one of this interpreter; after a fork its counts begin anew."""
    if _Held.it is None:
        _Held.it = Hold()
    if _Held.it.pid != os.getpid():
        _Held.it.pid = os.getpid()
        _Held.it.account.counts = {}
        _Held.it.sink.queue.clear()
    return _Held.it
