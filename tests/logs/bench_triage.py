"""How much processor time and memory a triage takes: whole processes, in turns.

FARHAND_BENCH_MB is the size of the log (1000 by default), FARHAND_BENCH_GB that of the logs whose memory is
measured (1 by default; 10 takes a while).
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.logs import day_log

MB = int(os.environ.get("FARHAND_BENCH_MB", "1000"))
GIGABYTES = float(os.environ.get("FARHAND_BENCH_GB", "1"))
RUNS = 3


def rows() -> list[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory(prefix="farhand-triage-") as folder:
        log = Path(folder) / "app.log"
        day_log.write(log, MB * 1_000_000)
        return [*_speed(log), *_memory(log, Path(folder) / "all")]


def used(*words: object) -> tuple[float, float]:
    """Seconds of processor time, and megabytes of memory, of one `farhand logs triage`."""
    command = [sys.executable, "-m", "farhand", "logs", "triage", *map(str, words), "--quiet"]
    child = os.fork()
    if not child:
        os.execv(sys.executable, command)
    spent = os.wait4(child, 0)[2]
    return spent.ru_utime + spent.ru_stime, spent.ru_maxrss / 1000


def _speed(log: Path) -> Iterator[tuple[str, str, str]]:
    """What a gigabyte more costs: start and diagnosis, which do not grow, are those of a small log."""
    small = log.with_name("small.log")
    day_log.write(small, MB * 10_000)
    more = (log.stat().st_size - small.stat().st_size) / 1e9
    took: dict[str, list[float]] = {}
    for _ in range(RUNS):
        for name, words in (("errors", ["--errors"]), ("all", [])):
            for one in (small, log):
                took.setdefault(name + one.name, []).append(used(one, "--workers", 1, *words)[0])
    took = {name: [statistics.median(row)] for name, row in took.items()}
    errors = took["errorsapp.log"][0] - took["errorssmall.log"][0]
    every = took["allapp.log"][0] - took["allsmall.log"][0]
    fixed = f"beside {took['errorssmall.log'][0]:.2f} s for start and diagnosis"
    yield f"`logs triage --errors` of {MB} MB, CPU {fixed}", f"{more / errors:.1f} GB/s", "≥ 2 GB/s"
    yield "`logs triage` of the same, all templates, CPU", f"{1000 * more / every:.0f} MB/s", ""


def _memory(log: Path, folder: Path) -> Iterator[tuple[str, str, str]]:
    """The same log under several names: as much to read, as much to keep for each."""
    folder.mkdir()
    count = max(1, round(GIGABYTES * 1e9 / log.stat().st_size))
    for number in range(count):
        (folder / f"app.log.{number}").hardlink_to(log)
    _, most = used(folder, "--workers", 1)
    yield f"memory of a triage of {GIGABYTES:g} GB", f"{most:.0f} MB", "≤ 300 MB at 10 GB"


if __name__ == "__main__":
    for row in rows():
        print(" | ".join(row))
