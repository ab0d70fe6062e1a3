"""`make bench`: how long things take, as ratios where there is a peer. Prints Markdown; asserts nothing.

python -m tests.bench              the timings
python -m tests.bench --write      also put them into docs/benchmarks.md
"""

from __future__ import annotations

import datetime
import importlib
import os
import platform
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import made_logs, varied_logs

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- timings -->", "<!-- /timings -->"
INSIDE = "<!-- inside -->", "<!-- /inside -->"
RUNS = 5


def seconds(command: list[str], folder: Path, runs: int = RUNS) -> float:
    """Median wall seconds of the whole process, after one run that does not count."""
    times = []
    for _ in range(runs + 1):
        begun = time.perf_counter()
        subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        times.append(time.perf_counter() - begun)
    return statistics.median(times[1:])


@contextmanager
def web() -> Iterator[int]:
    """An HTTP server on loopback that answers at once."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=256)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close"
    reply = head + b"\r\n\r\n{}"

    def answer(peer: socket.socket) -> None:
        with peer:
            if peer.recv(65536):
                peer.sendall(reply)

    def serve() -> None:
        while True:
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(peer,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()


def declare(folder: Path, rows: list[str]) -> None:
    (folder / "farhand.toml").write_text('[app]\nname = "bench"\n' + "\n".join(rows))


def healthy(folder: Path, port: int, count: int) -> None:
    kinds = (
        'kind = "http"\nurl = "http://127.0.0.1:{port}/"',
        'kind = "tcp"\nhost = "127.0.0.1"\nport = {port}',
    )
    declare(folder, [f"[dependencies.d{i}]\n{kinds[i % 2].format(port=port)}" for i in range(count)])


def holes(folder: Path, port: int) -> None:
    """Ten that answer, and ten that accept and never say a word: these wait in full."""
    good = [f'[dependencies.d{i}]\nkind = "tcp"\nhost = "127.0.0.1"\nport = {port}' for i in range(10)]
    mute = socket.create_server(("127.0.0.1", 0), backlog=0)
    _kept.append(mute)
    bad = [
        f'[dependencies.h{i}]\nkind = "http"\nurl = "http://127.0.0.1:{mute.getsockname()[1]}/"'
        for i in range(10)
    ]
    declare(folder, good + bad)


_kept: list[socket.socket] = []


def measure(tell: Callable[[str], None]) -> list[tuple[str, str, str]]:
    """Rows of (what, measured, asked)."""
    with tempfile.TemporaryDirectory() as name, web() as port:
        folder = Path(name)
        tell("start")
        start = _start(folder)
        tell("40 healthy dependencies")
        healthy(folder, port, 40)
        well = seconds(SELF_TEST, folder)
        tell("10 black holes of 20")
        holes(folder, port)
        took = seconds(SELF_TEST, folder, 1)
    tell("a pasted mail and a long log")
    with tempfile.TemporaryDirectory() as name:
        paste, log, varied = _diagnose(Path(name))
    return [
        ("`farhand --help` against `python -c pass`", start, "≤ 2.5 ×"),
        ("40 healthy loopback dependencies, whole process", f"{well:.2f} s", "≤ 1.0 s"),
        ("20 dependencies, 10 of them mute, whole process", f"{took:.2f} s", "≤ 15.3 s"),
        ("`farhand diagnose` of a pasted mail, whole process", f"{paste * 1000:.0f} ms", "≤ 300 ms"),
        (f"`farhand diagnose` of a log of {LOG_MB} MB, CPU", f"{LOG_MB / log:.0f} MB/s", "≥ 100 MB/s"),
        (f"the same of {VARIED_MB} MB, no line like another", f"{VARIED_MB / varied:.1f} MB/s", "≥ 15 MB/s"),
    ]


LOG_MB, VARIED_MB = 100, 20


def _diagnose(folder: Path) -> tuple[float, float, float]:
    """Wall seconds for a pasted mail; CPU seconds for a log of few shapes and for one of many."""
    mail, log, varied = folder / "mail.txt", folder / "app.log", folder / "varied.log"
    mail.write_text("Hello, it is down:\n> FATAL:  sorry, too many clients already\n" + "> web-1 | ok\n" * 40)
    made_logs.write(log, LOG_MB * 1_000_000)
    varied_logs.write(varied, VARIED_MB * 1_000_000)
    command = [sys.executable, "-m", "farhand", "diagnose", "--json"]
    paste = seconds([*command, str(mail)], folder)
    return paste, _cpu([*command, str(log)]), _cpu([*command, str(varied)])


def _cpu(command: list[str]) -> float:
    """CPU seconds of the second of two runs."""
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


SELF_TEST = [sys.executable, "-m", "farhand", "self-test", "--here", "--json"]


def _start(folder: Path) -> str:
    base = seconds([sys.executable, "-c", "pass"], folder, 15)
    script = seconds([str(Path(sys.executable).with_name("farhand")), "--help"], folder, 15)
    return f"{script / base:.2f} × ({script * 1000:.0f} ms)"


def inside(tell: Callable[[str], None]) -> list[tuple[str, str, str]]:
    """Rows of the part inside the app, and of redaction: each `tests/*/bench_*.py` has `rows()`."""
    found: list[tuple[str, str, str]] = []
    for path in sorted((ROOT / "tests").glob("*/bench_*.py")):
        tell(f"{path.parent.name}: {path.stem.removeprefix('bench_')}")
        found += importlib.import_module(f"tests.{path.parent.name}.{path.stem}").rows()
    return found


def markdown(rows: list[tuple[str, str, str]], how: str = f"Medians of {RUNS} whole processes.") -> str:
    kernel = f"{platform.system()} {platform.release().split('-')[0]}"
    machine = f"{os.cpu_count()} cores, {kernel}, Python {platform.python_version()}"
    when = f"Measured on {datetime.date.today()}; {machine}. {how}"
    table = ["| what | measured | asked |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join([when, "", *table])


def put(text: str, begin: str, end: str, page: Path = PAGE) -> None:
    """Replace what stands between two marks of the page."""
    old = page.read_text("utf-8")
    before, rest = old.split(begin, 1)
    page.write_text(f"{before}{begin}\n{text}\n{end}{rest.split(end, 1)[1]}", "utf-8")


def main() -> None:
    def tell(what: str) -> None:
        print(f"measuring: {what}", file=sys.stderr)

    text, more = (
        markdown(measure(tell)),
        markdown(inside(tell), "Peers run in the same process and the same run."),
    )
    print(text, more, sep="\n\n")
    if "--write" in sys.argv:
        put(text, BEGIN, END)
        put(more, *INSIDE)


if __name__ == "__main__":
    main()
