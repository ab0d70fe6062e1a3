"""Log levels by order: reads the orders of the run folder, carries them out, and ends each at its time.

The end needs nobody: an order is kept in memory and ends by the clock that counts from boot, also where the
run folder is gone, the wall clock has jumped, or whoever gave it has left.
"""

from __future__ import annotations

import logging
import os
import sys
import time

from farhand.control import census, levels, orders
from farhand.control.orders import LevelOrder
from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from farhand.embed.levels.hold import Hold

EVERY = 0.2
#: Seconds between two messages to the other processes of how many records were added.
_TELL = 0.5
#: Seconds after which an order is no news: a process that finds an older one has begun after it.
_NEWS = 5.0

_log = logging.getLogger("farhand")


class Known:
    """The orders as this process has read them last."""

    def __init__(self) -> None:
        self.mark: object = None  # of the file
        self.levels: tuple[LevelOrder, ...] = ()
        self.ids: frozenset[str] = frozenset()  # of those that held at the last tick
        self.told, self.told_at = 0, 0.0  # records added, as the census file says
        self.counted_at = 0.0


def tick(process: Process) -> bool:
    """True where the other processes should see what has changed."""
    known = process.of(Known)
    fresh = _read(process, known)
    now = orders.now()
    known.levels = tuple(o for o in known.levels if o.ends > now)
    held = _hold() if known.levels else _loaded()
    if held is None:  # no order has ever come
        return fresh
    changed = held.orders(known.levels)
    _say(process, known, held)
    _divide(process, known, held)
    _write(process, held)
    return changed or fresh or _grown(known, held)


def _hold() -> Hold:
    """All that orders change; loaded with the first order only, for most processes never get one."""
    from farhand.embed.levels import hold

    return hold.here()


def _loaded() -> Hold | None:
    return _hold() if "farhand.embed.levels.hold" in sys.modules else None


def _read(process: Process, known: Known) -> bool:
    """Read the file where it has changed; where it cannot be read, what is known stays."""
    if process.folder is None:
        return False
    try:
        info = os.stat(process.folder / orders.FILE)
    except OSError:
        return False
    mark = (info.st_mtime_ns, info.st_ino, info.st_size, str(process.folder))
    if mark == known.mark:
        return False
    found = orders.look(process.folder)
    if found is None:
        process.trouble(f"{process.folder / orders.FILE} cannot be read; earlier orders hold to their end")
        return False
    known.mark = mark
    known.levels = tuple(o for o in found.levels if _can_be_kept(process, o))
    process.generation = found.generation
    return True


def _can_be_kept(process: Process, order: LevelOrder) -> bool:
    try:
        levels.number(order.level, logging.getLevelNamesMapping())
    except Exception as error:
        process.trouble(f"an order cannot be carried out: {error}")
        return False
    return order.ends - orders.now() <= orders.MOST_SECONDS


def _divide(process: Process, known: Known, held: Hold) -> None:
    now = time.monotonic()
    if known.levels and process.folder is not None and now - known.counted_at >= 1.0:
        known.counted_at = now
        held.account.divide(len(census.workers(process.folder, clean=False)))


def _write(process: Process, held: Hold) -> None:
    if process.folder is None or not held.sink.queue:
        return
    from farhand.embed.levels import sink

    try:
        sink.write(process.folder, held.sink.queue, process.redactor.text)
    except OSError as error:
        process.trouble(f"the private sink cannot be written: {error.strerror or error}")


def _grown(known: Known, held: Hold) -> bool:
    now, added = time.monotonic(), held.added
    if added == known.told or now - known.told_at < _TELL:
        return False
    known.told, known.told_at = added, now
    return True


def _say(process: Process, known: Known, held: Hold) -> None:
    """One line in the log for the whole app: who, what, until when; and one at the end."""
    from farhand.control.reached import wall

    ids = frozenset(o.id for o in known.levels)
    ended, known.ids = known.ids - ids, known.ids & ids
    if not process.leads:
        return
    for order in known.levels:
        if order.id not in known.ids and orders.now() - order.given < _NEWS:
            _log.warning(
                "the log level of %s is %s until %s in all processes of this app, asked for by %s",
                order.logger or "root", order.level, wall(order.ends), order.by or "nobody known",
            )  # fmt: skip
            _write_down(process, order)
    known.ids = ids
    if ended:
        _log.warning("%s", _end(held, ended))


def _write_down(process: Process, order: LevelOrder) -> None:
    """In the audit too: an order from the command line comes by no door, and HTTP's bodies are not kept."""
    from farhand.embed.web.audit import Audit
    from farhand.embed.web.exchange import Request

    what = f"{order.level} for {order.logger or 'root'}, {order.ends - order.given:.0f} s"
    process.of(Audit).write(process, Request("LEVEL", what, door="run folder", peer=order.by), order.by, 200)


def _end(held: Hold, ids: frozenset[str]) -> str:
    told = [f"{r['logger'] or 'root'} has {r['now']} again" for r in held.ended if r["id"] in ids]
    return f"the order for log levels has ended: {', '.join(told) or 'another order holds in its place'}"


def says(process: Process) -> dict[str, Any]:
    declared = levels.groups(process.settings.embed.get("log_groups"))
    held = _loaded()
    return {**(held.says() if held else {}), "groups": {k: list(v) for k, v in declared.items()}}


def stop(process: Process) -> None:
    """Before a fork, and at the end: whoever comes after begins with the levels of the app itself."""
    held = _loaded()
    if held is not None:
        held.orders(())
