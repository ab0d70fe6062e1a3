"""Which loggers will not write although an order sets their level, and why. Looks only; imports nothing."""

from __future__ import annotations

import difflib
import logging
from collections.abc import Iterator, Sequence
from typing import Any

from farhand.control.levels import shown
from farhand.control.orders import LevelOrder
from farhand.embed.levels import strangers
from farhand.embed.levels.apply import Levels, Touched, all_loggers, logger_of, name_of
from farhand.embed.levels.budget import Gate
from farhand.embed.levels.reach import has_any, writers

#: Rows for one order; the rest are counted.
MOST = 20

Row = tuple[str, str]  # logger, why


def muted(levels: Levels, order: LevelOrder, engines: Sequence[Any] = ()) -> list[Row]:
    """The loggers within this order's reach that will not write on its level, each with the reason."""
    held = levels.touched.get(order.logger)
    if held is None:
        return []
    target = logger_of(order.logger)
    found = [*strangers.muted(order.logger, held.set, order.sink, engines), *_of_target(target, held)]
    found += _below(levels, target, held.set, order.sink)
    more = len(found) - MOST
    return found[:MOST] + ([("…", f"and {more} more loggers")] if more > 0 else [])


def emits(levels: Levels, order: LevelOrder) -> bool:
    """True where a record of the ordered logger on the ordered level would be written somewhere."""
    held = levels.touched.get(order.logger)
    target = logger_of(order.logger)
    if held is None or not target.isEnabledFor(held.set) or target.disabled:
        return False
    if order.sink:
        return has_any(target)
    return any(h.level <= held.set for h in writers(target))


def _of_target(target: logging.Logger, held: Touched) -> Iterator[Row]:
    name, disable = _shown(target), logging.root.manager.disable
    if disable >= held.set:
        yield name, f"logging.disable({shown(disable)}) holds in this process: nothing up to it is written"
    if held.left:
        yield name, f"the app has set its level again and again; it stays on {shown(target.level)}"
    if held.made and not held.order.group:
        yield name, f"no code in this process had asked for a logger of that name{_near(target.name)}"
    yield from _closed(target, held.set, held.order.sink)


def _near(name: str) -> str:
    others = [n for n in list(logging.root.manager.loggerDict)[:5000] if n != name]
    near = difflib.get_close_matches(name, others, 1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _closed(logger: logging.Logger, level: int, sink: bool) -> Iterator[Row]:
    """Why this logger itself does not write, its level aside."""
    name = _shown(logger)
    if logger.disabled:
        yield name, "it is disabled (as dictConfig does with disable_existing_loggers)"
        return
    for rule in list(logger.filters):
        yield name, f"its filter {_class(rule)} may hold records back"
    if sink:
        if not has_any(logger):
            yield (
                name,
                "it has no handler, and without one the private sink has no place; /admin/logs has them",
            )
        return
    handlers = writers(logger)
    open_ones = [h for h in handlers if h.level <= level]
    if not handlers:
        stop = "" if has_any(logger) else "; propagate = False somewhere above"
        yield name, f"no handler gets its records{stop}"
    elif not open_ones:
        said = ", ".join(sorted({f"{_class(h)} has level {shown(h.level)}" for h in handlers}))
        yield name, f"handler {said} (--handlers lowers it for the time of the order)"
    for handler in open_ones:
        for rule in list(handler.filters):
            if not isinstance(rule, Gate):
                yield name, f"filter {_class(rule)} on handler {_class(handler)} may hold records back"


def _below(levels: Levels, target: logging.Logger, level: int, sink: bool) -> Iterator[Row]:
    """Loggers under the ordered one that have a will of their own."""
    prefix = "" if target is logging.root else f"{target.name}."
    for logger in sorted(all_loggers(), key=name_of):
        name = name_of(logger)
        if not name or name == target.name or not name.startswith(prefix) or name in levels.touched:
            continue
        if logger.level > level:
            yield name, f"it has its own level {shown(logger.level)}: order it by its name"
        elif logger.disabled or not logger.propagate:
            yield from _closed(logger, level, sink)


def _shown(logger: logging.Logger) -> str:
    return name_of(logger) or "root"


def _class(thing: object) -> str:
    return str(getattr(thing, "__name__", "") or type(thing).__name__)
