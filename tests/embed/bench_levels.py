"""Log levels by order, measured: `python -m tests.embed.bench_levels`.

Rows are (what, measured, asked). The cost of a suppressed call is the best of many rounds, as a ratio, since
the machine is shared; the rest is one run of gunicorn with four workers.
"""

from __future__ import annotations

import logging
import tempfile
import time
import timeit
from collections.abc import Iterator
from pathlib import Path

from farhand.control import change, levels, orders
from farhand.control.orders import LevelOrder
from farhand.embed.levels.hold import Hold

Row = tuple[str, str, str]
_ROUNDS, _CALLS = 40, 20_000


def rows() -> Iterator[Row]:
    """All rows."""
    yield from suppressed()
    yield from four_workers()


def suppressed() -> Iterator[Row]:
    """A debug() that writes nothing: without an order, and while one for another logger holds."""
    quiet, other = logging.getLogger("bench.quiet"), logging.getLogger("bench.other")
    quiet.setLevel(logging.WARNING)
    other.addHandler(logging.NullHandler())
    hold, order = Hold(), LevelOrder("DEBUG", other.name, orders.now() + 600, id="bench")
    normal = held = float("inf")
    for _ in range(_ROUNDS):  # in turns, so that both meet the same neighbours
        normal = min(normal, _once(quiet))
        hold.orders([order])
        held = min(held, _once(quiet))
        hold.orders([])
    yield "suppressed debug(), nothing ordered", f"{normal * 1e9:.0f} ns", "-"
    yield "the same while an order for another logger holds", f"{held / normal:.2f} ×", "≤ 2.5 ×"


def _once(logger: logging.Logger) -> float:
    return timeit.timeit(lambda: logger.debug("%s", 1), number=_CALLS) / _CALLS


def four_workers(seconds: float = 3.0) -> Iterator[Row]:
    """Real workers: how long until all have acknowledged, and how far from its time each reverts."""
    from tests.embed.apps.harness import serve
    from tests.embed.levels.test_workers import GUNICORN, written

    with tempfile.TemporaryDirectory() as name, serve(Path(name), GUNICORN, workers=4) as app:
        waits: list[float] = []
        for _ in range(5):
            begun = time.monotonic()
            told = change.change(app.run, levels.wish({"level": "DEBUG", "seconds": seconds}), "bench", 5.0)
            waits.append(time.monotonic() - begun)
        ends = orders.read(app.run).levels[0].ends
        while orders.now() < ends + 1.5:
            time.sleep(0.1)
        off = max(abs(at[-1] - ends) for at in written(app).values())
    yield "workers that acknowledge", f"{told['reached']} of {told['expected']}", "4 of 4"
    yield "until all have acknowledged, longest of 5", f"{max(waits):.2f} s", "≤ 1 s"
    yield "reverted from its time by, worst of 4 workers", f"{off:.2f} s", "≤ 1 s"


def main() -> None:
    print("| what | measured | asked |\n|---|---|---|")
    for row in rows():
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
