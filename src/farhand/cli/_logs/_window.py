"""--since and --until as seconds since 1970; a time of day is meant in the logs' last day."""

from __future__ import annotations

import os
import time

from farhand import moment
from farhand.errors import Mistake

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator, Sequence

    from farhand.logs.clock import Clock
    from farhand.logs.places import Place

    Clocks = Callable[[Place], Clock]


def zone(args: Namespace) -> str:
    """--zone, else [logs] zone of the declaration, where there is one. Raises Mistake."""
    if args.zone or not (args.config or "FARHAND_CONFIG" in os.environ or _declared()):
        return str(args.zone)
    from farhand.cli._common import app_if_any

    app = app_if_any(args)
    return str(app.sections.get("logs", {}).get("zone", "")) if app else ""


def _declared() -> bool:
    """Whether there is a farhand.toml here or above: known without importing what reads it."""
    try:
        folder = os.getcwd()
    except OSError:
        return False
    while not os.path.isfile(os.path.join(folder, "farhand.toml")):
        if folder == os.path.dirname(folder):
            return False
        folder = os.path.dirname(folder)
    return True


def window(
    since: str | None, until: str | None, zone: str, logs: Sequence[Place], clock: Clocks
) -> tuple[float | None, float | None]:
    """Raises Mistake for what is no time, and for a window that holds none."""
    if not (since or until):
        return None, None
    now = time.time()
    of_day = moment.of_day(since or "") or (not since and moment.of_day(until or ""))
    end = last(logs, clock, now) if of_day else now
    low = moment.seconds(since, now, end, zone) if since else None
    if low is not None and until and moment.of_day(until):
        return low, moment.after(until, low, zone)
    high = moment.seconds(until, now, end, zone) if until else None
    if low is not None and high is not None and high <= low:
        raise Mistake(f"--until {until} is not after --since {since}: no record is in such a window")
    return low, high


def last(logs: Sequence[Place], clock: Clocks, now: float) -> float:
    """When the logs end; `now` where that is not known without reading them."""
    return max((found[1] for _, found in extents(logs, clock) if found), default=now)


def extents(logs: Sequence[Place], clock: Clocks) -> Iterator[tuple[Place, tuple[float, float] | None]]:
    """Each log with the times of its first and last record; None where they are not known."""
    from farhand.logs.slicing import opening
    from farhand.logs.slicing.extent import extent

    for log in logs:
        if hasattr(log, "read") or hasattr(log, "head"):
            reading, _ = opening.reading_of(log, clock(log))
            yield log, extent(log, reading)
