"""What it costs the app's own thread that its failures are seen.

python -m tests.embed.bench_failures
"""

from __future__ import annotations

import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import farhand
from farhand.embed import process as processes
from farhand.embed.failures import describe, note
from farhand.embed.failures.inbox import Inbox
from farhand.embed.hooks import failures as hook
from farhand.embed.process import Process

Row = tuple[str, str, str]
_TOML = '[app]\nname = "bench"\n[dependencies.database]\nkind = "postgres"\nhost = "10.0.0.5"\n'


def micro(work: Callable[[], object], times: int = 2000, rounds: int = 9) -> float:
    """Microseconds of one call: the median of some rounds."""
    found = []
    for _ in range(rounds):
        begun = time.perf_counter()
        for _ in range(times):
            work()
        found.append((time.perf_counter() - begun) / times * 1e6)
    return statistics.median(found)


def _process() -> Process:
    folder = Path(tempfile.mkdtemp(prefix="fh-bench-"))
    (folder / "farhand.toml").write_text(_TOML)
    os.environ["FARHAND_RUN"] = str(folder)
    return processes.begin(Process(str(folder / "farhand.toml"), "bench"))


def _failure(depth: int = 20) -> BaseException:
    """As a driver raises it under a web framework: twenty frames deep, wrapped once."""
    if depth:
        try:
            _failure_inner(depth)
        except Exception as error:
            return error
    raise AssertionError


def _failure_inner(depth: int) -> None:
    if depth > 1:
        _failure_inner(depth - 1)
        return
    try:
        raise ConnectionRefusedError(111, "Connection refused")
    except OSError as error:
        raise ConnectionError('connection to server at "10.0.0.5", port 5432 failed') from error


def noted() -> list[Row]:
    process, error = _process(), _failure()
    inbox = process.of(Inbox)
    whole = micro(lambda: describe.sighting(error, "database", "watch", ()))
    counted = micro(lambda: note(error, "database", "watch"))
    own = ValueError("the app's own")
    passed = micro(lambda: note(own, source="logging"))
    inbox.queue.clear()
    return [
        ("a failure, taken down (at most 5 a second of a kind)", f"{whole:.1f} µs", "microseconds"),
        ("a failure in a storm: counted", f"{counted:.1f} µs", "microseconds"),
        ("an exception that is no dependency's, in the log", f"{passed:.1f} µs", "microseconds"),
    ]


def watched() -> list[Row]:
    _process()

    def bare() -> int:
        return 1

    guarded = farhand.watch("database")(bare)
    watch = farhand.watch("database")

    def block() -> int:
        with watch:
            return 1

    plain = micro(bare, 20000)
    return [
        ("`with farhand.watch(…)` around what works", f"{micro(block, 20000) - plain:.2f} µs", "under 1 µs"),
        ("`@farhand.watch(…)` around what works", f"{micro(guarded, 20000) - plain:.2f} µs", "under 1 µs"),
    ]


def logged() -> list[Row]:
    """The chained record factory on every record that is made."""
    logger = logging.getLogger("bench.failures")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    logger.setLevel(logging.INFO)
    before = micro(lambda: logger.info("x"), 5000)
    hook._chain_records()
    after = micro(lambda: logger.info("x"), 5000)
    return [
        ("a log record without an exception", f"+{after - before:.2f} µs on {before:.1f} µs", "under 0.5 µs")
    ]


def rows() -> list[Row]:
    return [*noted(), *watched(), *logged()]


def main() -> int:
    print("| what | measured | asked |\n|---|---|---|")
    for row in rows():
        print("| " + " | ".join(row) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
