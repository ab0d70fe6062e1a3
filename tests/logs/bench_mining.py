"""How fast templates are mined, how well they fit, how much memory that takes; drain3 in the same run.

python -m tests.logs.bench_mining            the rows, and the table of programs
python -m tests.logs.bench_mining --write    also put both into docs/benchmarks.md
"""

from __future__ import annotations

import gc
import json
import mmap
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests import made_logs
from tests.logs import truth
from tests.logs.truth._miners import drain3, of_drain3, ours
from tests.logs.truth._score import accuracy, pairs_f1

#: Bytes of the made-up log (a million lines), messages for drain3, and gigabytes for the memory.
SIZE, THEIRS = 110_000_000, 150_000
GIGABYTES = float(os.environ.get("FARHAND_BENCH_GB", "1"))
MARKS = "<!-- templates -->", "<!-- /templates -->"
_HEAD = re.compile(rb"^\d{4}-\d\d-\d\dT(\d\d):(\d\d):(\d\d),(\d{3}) (\w+) ", re.M)
_LEVELS = {b"DEBUG": 10, b"INFO": 20, b"WARNING": 30, b"ERROR": 40}

Columns = tuple[list[bytes], list[float], list[int], list[int]]


def blocks(data: bytes) -> Iterator[Columns]:
    """The records as another part of Farhand would hand them in, in blocks of 4 MB."""
    low = 0
    while low < len(data):
        high = data.rfind(b"\n20", low, low + 4_000_000) + 1 if low + 4_000_000 < len(data) else len(data)
        yield _columns(data, low, high)
        low = high


def _columns(data: bytes, low: int, high: int) -> Columns:
    found = list(_HEAD.finditer(data, low, high))
    ends = [one.start() - 1 for one in found[1:]] + [high - 1]
    return (
        [data[one.end() : end] for one, end in zip(found, ends)],
        [int(h) * 3600 + int(m) * 60 + int(s) + int(f) / 1000 for h, m, s, f, _ in map(_groups, found)],
        [_LEVELS[one[5]] for one in found],
        [one.start() for one in found],
    )


def _groups(match: re.Match[bytes]) -> tuple[bytes, ...]:
    return match.groups()


def speed(path: str) -> dict[str, float]:
    """Lines per CPU second: ours, and drain3's on the first of them, in turns; medians of three."""
    from farhand.logs.mining import Batch, Summary

    columns = list(blocks(Path(path).read_bytes()))
    count = sum(len(texts) for texts, *_ in columns)
    lines = [text.partition(b"\n")[0].decode() for texts, *_ in columns for text in texts][:THEIRS]
    gc.collect()
    gc.freeze()  # what is held here for the measurement is no part of it
    mine, theirs = [], []
    for _ in range(3):
        summary, begun = Summary(), time.process_time()
        for one in columns:
            summary.add(Batch("app.log", *one))
        summary.finished()
        mine.append(count / (time.process_time() - begun))
        miner, begun = drain3(), time.process_time()
        for line in lines:
            miner.add_log_message(line)
        theirs.append(len(lines) / (time.process_time() - begun))
    return {"ours": statistics.median(mine), "drain3": statistics.median(theirs), "lines": count}


def errors_only(path: str) -> dict[str, float]:
    """Gigabytes of log per CPU second, of which only the errors are read; the best of three."""
    from farhand.logs.clock import Clock
    from farhand.logs.mining import Summary
    from farhand.logs.mining.errors import errors, words
    from farhand.logs.recognise import recognise

    best, head = 1e9, b""
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as data:
        for _ in range(3):
            begun, summary, head = time.process_time(), Summary(), data[: 1 << 16]
            reading = recognise(head, Clock())
            assert reading
            for batch in errors(data, reading, words(head), path):
                summary.add(batch)
            best = min(best, time.process_time() - begun)
        return {"speed": len(data) / best / 1e9, "errors": summary.finished().records}


def memory(path: str) -> dict[str, float]:
    """Megabytes that mining adds to this process, however often it is given the log as another source."""
    from farhand.logs.mining import Batch, Summary

    data, summary, given = Path(path).read_bytes(), Summary(), 0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    while given < GIGABYTES * 1e9:
        for texts, times, levels, offsets in blocks(data):
            shifted = [one + given / 1e9 * 3600 for one in times]
            summary.add(Batch(f"app.log.{given}", texts, shifted, levels, offsets))
        given += len(data)
    summary.finished()
    return {"mb": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, "gb": given / 1e9}


def rows() -> list[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "app.log"
        made_logs.write(path, SIZE)
        fast, bad, held = (_in_a_process(mode, path) for mode in ("speed", "errors_only", "memory"))
    lines = f"{fast['lines'] / 1e6:.1f} million messages"
    mine, theirs = fast["ours"], fast["drain3"]
    ratio = f"{mine / 1e3:.0f} k/s, {mine / theirs:.1f} × drain3 ({theirs / 1e3:.0f} k/s)"
    return [
        (f"templates of {lines}, CPU", ratio, "≥ 8 × drain3"),
        ("errors of a log: templates, exceptions, minutes, CPU", f"{bad['speed']:.1f} GB/s", "≥ 2 GB/s"),
        (f"memory that mining adds, {held['gb']:.0f} GB", f"{held['mb']:.0f} MB", "≤ 300 MB at 10 GB"),
    ]


def _in_a_process(mode: str, path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.logs.bench_mining", mode, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def table() -> str:
    """How well groups fit, program by program."""
    head = "| program | messages | formats | GA | GA of drain3 | F1 | F1 of drain3 |\n" + "|---" * 7 + "|"
    columns: list[tuple[float, ...]] = []
    lines = []
    for name in truth.names():
        formats, messages = zip(*truth.pairs(name))
        mine, theirs = ours(messages), of_drain3(messages)
        columns.append((*_scores(formats, mine), *_scores(formats, theirs)))
        right, f1, their_right, their_f1 = columns[-1]
        figures = f"{right:.3f} | {their_right:.3f} | {f1:.3f} | {their_f1:.3f}"
        lines.append(f"| {name.replace('_', ' ')} | {len(messages)} | {len(set(formats))} | {figures} |")
    right, f1, their_right, their_f1 = (statistics.mean(column) for column in zip(*columns))
    lines.append(f"| mean | | | {right:.3f} | {their_right:.3f} | {f1:.3f} | {their_f1:.3f} |")
    return "\n".join([head, *lines])


def _scores(formats: tuple[str, ...], found: list) -> tuple[float, float]:  # type: ignore[type-arg]
    return accuracy(formats, found), pairs_f1(formats, found)


def main() -> None:
    from tests.bench import markdown, put

    text = markdown(rows(), "CPU seconds; drain3 in the same process, in turns.") + "\n\n" + table()
    print(text)
    if "--write" in sys.argv:
        put(text, *MARKS)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(
            json.dumps(
                {"speed": speed, "errors_only": errors_only, "memory": memory}[sys.argv[1]](sys.argv[2])
            )
        )
    else:
        main()
