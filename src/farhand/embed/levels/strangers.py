"""Libraries that do not ask logging's levels: structlog, loguru, SQLAlchemy's echo. Looked at only."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from farhand.control.levels import shown

Row = tuple[str, str]  # logger, why
_ABOVE_ALL = 60


def muted(order: str, level: int, sink: bool, engines: Sequence[Any]) -> Iterator[Row]:
    """What of these libraries an order for that logger on that level does not reach.

    structlog and loguru know no logger names that an order could name: they are told of for the root logger.
    """
    looks: list[Callable[[], Iterator[Row]]] = [lambda: _sqlalchemy(order, level, engines)]
    if not order:
        looks += [lambda: _structlog(level), lambda: _loguru(level, sink)]
    for look in looks:
        try:
            yield from look()
        except Exception:  # another version of the library, built otherwise
            continue


def _structlog(level: int) -> Iterator[Row]:
    structlog = sys.modules.get("structlog")
    config = structlog.get_config() if structlog is not None else {}
    least = _least(config.get("wrapper_class"))
    if least is None or least <= level:
        return
    cached = ", and loggers that were used already keep theirs" if config["cache_logger_on_first_use"] else ""
    yield (
        "structlog",
        f"its filtering logger is made for {shown(least)} and above{cached}; that cannot be changed from "
        "outside: let structlog.stdlib.filter_by_level decide instead",
    )


def _least(wrapper: Any) -> int | None:
    """The level for which `make_filtering_bound_logger` made this class; None for any other class."""
    if wrapper is None or not str(getattr(wrapper, "__name__", "")).startswith("BoundLoggerFiltering"):
        return None
    return int(wrapper.get_effective_level(None))


def loguru_level() -> int | None:
    """The lowest level that a sink of the app's loguru writes; None where loguru is not used."""
    loguru: Any = sys.modules.get("loguru")
    if loguru is None:
        return None
    sinks = list(loguru.logger._core.handlers.values())
    return int(min((s.levelno for s in sinks if not _is_tap(s)), default=_ABOVE_ALL))


def _is_tap(sink: Any) -> bool:
    return "FarhandTap" in str(getattr(sink, "_name", ""))


def _loguru(level: int, sink: bool) -> Iterator[Row]:
    least = loguru_level()
    if least is None or least <= level:
        return
    if least == _ABOVE_ALL:
        yield "loguru", "it has no sink of the app's"
    elif sink:
        yield "loguru", f"its own sinks begin at {shown(least)}; what is below goes to the private sink only"
    else:
        yield (
            "loguru",
            f"its sinks begin at {shown(least)}, and loguru cannot change a sink's level; --sink takes what "
            "lies below to a file in the run folder",
        )


def _sqlalchemy(order: str, level: int, engines: Sequence[Any]) -> Iterator[Row]:
    if not concerns_sqlalchemy(order):
        return
    for echo, number in (True, 20), ("debug", 10):
        count = sum(_echo(e) == echo for e in engines)
        if count and level < number:
            yield (
                "sqlalchemy.engine.Engine",
                f"{count} engine(s) made with echo={echo!r} stay on {shown(number)}, whatever their logger's "
                "level is",
            )
    busy = sum(_in_use(e) for e in engines)
    if busy and level <= 20:
        yield (
            "sqlalchemy.engine.Engine",
            f"{busy} connection(s) in use looked at the level when they were taken: they begin to write once "
            "they are returned",
        )


def concerns_sqlalchemy(order: str) -> bool:
    return _concerns(order, "sqlalchemy.engine")


def engines() -> list[Any]:
    """The SQLAlchemy engines of this process.

    They are not listed anywhere, so all objects are gone through, once per order and in Farhand's own thread:
    some milliseconds for a hundred thousand objects.
    """
    base: Any = sys.modules.get("sqlalchemy.engine.base")
    if base is None:
        return []
    return [o for o in gc.get_objects() if type(o) is base.Engine]


def echo_level(engines: Sequence[Any]) -> int:
    """The lowest level on which one of these engines logs by its own echo flag; 0 where none does."""
    levels = [{True: 20, "debug": 10}.get(_echo(e), 0) for e in engines]
    return min((n for n in levels if n), default=0)


def _echo(engine: Any) -> Any:
    """The flag itself: the property `echo` of an engine tells of its logger's level instead."""
    own = type(engine.logger).__name__ == "InstanceLogger"
    return engine.logger.echo if own else False


def _in_use(engine: Any) -> int:
    counted = getattr(engine.pool, "checkedout", None)
    return int(counted()) if counted is not None else 0


def _concerns(order: str, name: str) -> bool:
    """True where an order for one logger reaches the other, or is below it."""
    return not order or order == name or name.startswith(f"{order}.") or order.startswith(f"{name}.")
