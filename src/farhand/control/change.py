"""Change the log levels of an app, and tell what came of it: for the command line and for HTTP.  I/O."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from farhand.control import census, levels, orders, reached
from farhand.control.levels import Wish


def change(place: Path, wish: Wish, by: str, patience: float = reached.PATIENCE) -> dict[str, Any]:
    """Give the orders, or take them back, and wait until every process has carried that out.

    Returns a plain document in which `reached` and `expected` tell whether all have. Raises Mistake, OSError.
    """
    known = {**levels.GROUPS, **reached.groups(census.workers(place))}
    if wish.level is None:
        return _back(place, wish, None if wish.everything else wish.loggers(known), patience)
    given = wish.orders(known, orders.now(), by[:200])
    generation = orders.give(place, *given).generation
    workers = reached.wait(place, generation, patience)
    return {**reached.report(workers, given, generation), "take_back": take_back(place, wish)}


def _back(place: Path, wish: Wish, loggers: tuple[str, ...] | None, patience: float) -> dict[str, Any]:
    generation = orders.take_back(place, loggers).generation
    return reached.taken_back(reached.wait(place, generation, patience), generation, loggers)


def status(place: Path) -> dict[str, Any]:
    """The orders that hold, what each has done so far, and what ended lately."""
    now, workers = orders.read(place), census.workers(place)
    held = [reached.report(workers, given, now.generation) for given in reached.together(now.levels)]
    return {"orders": held, "ended": reached.ended(workers), "workers": [w.pid for w in workers]}


def take_back(place: Path, wish: Wish) -> str:
    """The command by which this is taken back, to be copied as it is."""
    import shlex

    which = ["--group", wish.group] if wish.group else ["--logger", wish.logger or "root"]
    return shlex.join(["farhand", "log-level", "--back", *which, "--run-dir", str(place)])
