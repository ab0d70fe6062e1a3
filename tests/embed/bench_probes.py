"""What Farhand costs the app while everything around it hangs: 15 mute dependencies and 1,000 probes.

python -m tests.embed.bench_probes
"""

from __future__ import annotations

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from farhand.wire import local
from tests.embed.apps.harness import Served, serve
from tests.embed.mute import mute

Row = tuple[str, str, str]

APP = """
import threading, time
import farhand
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
def root():  # a plain function: it runs in the app's own pool of 40 threads
    return {"a": 1}


@app.get("/block")
async def block():
    time.sleep(3)
    return {}


farhand.install(app)
"""


def toml(port: int) -> str:
    needs = (
        f'[dependencies.d{n}]\nkind = "http"\nurl = "http://127.0.0.1:{port}/{n}"\ntimeout = "3s"\n'
        for n in range(15)
    )
    return '[app]\nname = "app"\n[embed]\nhealth = "app-port"\ninterval = "1s"\n' + "".join(needs)


def times(port: int, path: str, count: int, workers: int = 4) -> list[float]:
    """Milliseconds of each of `count` requests, by a few callers that keep their connections."""
    found: list[float] = []

    def call() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for _ in range(count // workers):
            begun = time.perf_counter()
            connection.request("GET", path)
            connection.getresponse().read()
            found.append((time.perf_counter() - begun) * 1000)

    threads = [threading.Thread(target=call) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def p99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


@contextmanager
def served(hung: bool) -> Iterator[Served]:
    with mute() as port, tempfile.TemporaryDirectory() as folder:
        more = toml(port) if hung else '[app]\nname = "app"\n'
        with serve(Path(folder), "fastapi", source=APP, toml=more) as app:
            time.sleep(5)  # all 15 looks have begun
            times(app.port, "/", 200)
            yield app


def threads_of_the_app(app: Served) -> int:
    """How many threads there are that are not Farhand's."""
    _, body = local.ask(app.socket, "GET", "/admin/threads")
    return sum(not t["farhand"] for worker in json.loads(body)["workers"] for t in worker["threads"])


def hung() -> Iterator[Row]:
    """Everything hangs, and 1,000 probes come."""
    with served(False) as app:
        well = p99(times(app.port, "/", 1000))
    with served(True) as app:
        before = threads_of_the_app(app)
        ready = times(app.port, "/readyz", 1000, workers=1)
        health = times(app.port, "/health?format=flat", 1000)
        own = times(app.port, "/", 1000)
        after = threads_of_the_app(app)
    yield "`/readyz`, 15 dependencies mute, p99", f"{p99(ready):.1f} ms", "≤ 5 ms"
    yield "`/health` on the app's port then, p99 of 4 callers at once", f"{p99(health):.1f} ms", ""
    yield (
        "the app's own requests, p99 then against nothing declared",
        f"{p99(own) / well:.2f} ×",
        "not delayed",
    )
    yield "threads of the app's after 2,000 probes, against before", f"{after - before:+d}", "0 lost"


def blocked() -> Iterator[Row]:
    """The app's loop is blocked for 3 s; the diagnostics are asked meanwhile."""
    with served(False) as app:
        blocker = threading.Thread(target=times, args=(app.port, "/block", 1, 1))
        blocker.start()
        time.sleep(1.0)
        begun = time.perf_counter()
        _, body = local.ask(app.socket, "GET", "/admin/threads")
        took = (time.perf_counter() - begun) * 1000
        named = b"time.sleep(3)" in body or b"block" in body
        blocker.join()
    line = "and names the line" if named else "and does not name the line"
    yield (
        "`/admin/threads` while the loop is blocked for 3 s",
        f"{took:.0f} ms, {line}",
        "≤ 100 ms, names the line",
    )


INSTALL = """
import os, sys, time
def rss(): return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
import fastapi, uvicorn, asyncio, logging
app = fastapi.FastAPI()
before, begun = rss(), time.process_time()
import farhand
farhand.install(app, config=sys.argv[1])
print((time.process_time() - begun) * 1000, rss() - before)
sys.stdout.flush()
os._exit(0)
"""


def start() -> Iterator[Row]:
    """What the one line costs at the app's start, compiled as an installed package is:

    the least of 15 processes.
    """
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "farhand.toml")
        config.write_text(toml(1))
        env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        env["PYTHONPYCACHEPREFIX"] = folder
        words = [sys.executable, "-c", INSTALL, str(config)]
        told = [subprocess.check_output(words, text=True, env=env).split() for _ in range(16)]
    runs = [(float(ms), float(mib)) for ms, mib in told[1:]]  # the first one compiles
    yield (
        "import and install in a FastAPI app, processor time",
        f"{min(r[0] for r in runs):.1f} ms",
        "≤ 10 ms",
    )
    yield "memory for that", f"{max(r[1] for r in runs):.1f} MiB", "≤ 2.5 MiB"


def rows() -> Iterator[Row]:
    yield from start()
    yield from hung()
    yield from blocked()


if __name__ == "__main__":
    print("| what | measured | asked |\n|---|---|---|")
    for row in rows():
        print("| " + " | ".join(row) + " |", flush=True)
