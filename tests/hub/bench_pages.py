"""How long a page takes with many people on one case: python -m tests.hub.bench_pages

Starts the real server on a case of 500 entries, opens an event stream for each viewer, and lets each of them
load the page of the case every second. A further run adds an entry every second beside it, so that everybody
needs the new version at once. Prints pages a second, p50 and p99, and the server's own time for a page.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

from farhand.case import Case
from tests.hub.server import Server, served
from tests.hub.world import MINE, World, post, world

ENTRIES = 500
CASE = f"/cases/{MINE}"


def fill(folder: Path, entries: int = ENTRIES) -> None:
    """Questions, answers, notes and findings, as a long case has them."""
    begin = datetime.now(timezone.utc) - timedelta(days=2)
    with Case(folder, "lead") as case:
        for number in range(len(case.entries()), entries):
            at = (
                (begin + timedelta(minutes=5 * number))
                .isoformat(timespec="milliseconds")
                .replace("+00:00", "Z")
            )
            kind, body = _entry(number)
            case.add(kind, body, at)


def _entry(number: int) -> tuple[str, dict[str, object]]:
    text = f"2026-11-27 10:{number % 60:02}:00 ERROR connect to db: Connection refused (attempt {number})"
    if number % 25 == 3:
        return "answered", {"id": "", "source": "paste", "text": f"{text}\n" * 5}
    return "note", {"says": f"{number}: {text}"}


async def _viewer(port: int, cookie: str, path: str, until: float, took: list[float]) -> None:
    """One browser on one line: it asks again when it has the page."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    named = f"Host: 127.0.0.1:{port}\r\nCookie: farhand={cookie}\r\nAccept: text/html"
    head = f"GET {path} HTTP/1.1\r\n{named}\r\n\r\n".encode()
    while time.perf_counter() < until:
        begin = time.perf_counter()
        writer.write(head)
        answer = await reader.readuntil(b"\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 200"), answer[:200]
        size = next(line for line in answer.split(b"\r\n") if line.lower().startswith(b"content-length:"))
        await reader.readexactly(int(size.split(b":")[1]))
        took.append(time.perf_counter() - begin)
        await asyncio.sleep(THINK)
    writer.close()


#: Seconds between two pages of one viewer: faster than anybody reads.
THINK = 1.0


def viewers(port: int, cookies: list[str], path: str, seconds: float) -> list[float]:
    """Seconds that each page took."""
    took: list[float] = []

    async def every() -> None:
        until = time.perf_counter() + seconds
        rows = []
        for cookie in cookies:
            rows.append(asyncio.ensure_future(_viewer(port, cookie, path, until, took)))
            await asyncio.sleep(THINK / len(cookies))
        await asyncio.gather(*rows)

    asyncio.run(every())
    return took


@contextmanager
def streams(server: Server, cookies: list[str]) -> Iterator[None]:
    """An event stream for each viewer, as their pages hold one."""
    from tests.hub.test_live import Stream

    opened = [Stream(server, f"{CASE}/events", cookie) for cookie in cookies]
    try:
        yield
    finally:
        for one in opened:
            one.close()


@contextmanager
def written(server: Server, cookie: str) -> Iterator[None]:
    """A note every second."""
    end = threading.Event()

    def write() -> None:
        with server.browser(cookie) as browser:
            while not end.wait(1.0):
                assert post(browser, f"{CASE}/note", text="one more").status_code == 303

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()


def measured(server: Server, cookies: list[str], path: str, seconds: float) -> str:
    begin = _used(server)
    with ProcessPoolExecutor(1) as apart:  # the load is not made in the process that reads it
        took = sorted(apart.submit(viewers, server.port, cookies, path, seconds).result())
    p50, p99 = (f"{took[int(len(took) * share)] * 1000:6.1f} ms" for share in (0.5, 0.99))
    each = (_used(server) - begin) / len(took) * 1000
    return (
        f"{len(took) / seconds:5.0f} pages/s  p50 {p50}  p99 {p99}  CPU of the server {each:4.1f} ms a page"
    )


def _used(server: Server) -> float:
    """Seconds of CPU that the server has taken so far."""
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measures(people: int, seconds: float) -> Iterator[tuple[str, str]]:
    """What is asked for, and how long it took, case by case."""
    with tempfile.TemporaryDirectory() as folder, world(Path(folder)) as hub:
        fill(hub.folder / MINE)
        with served(hub.folder) as server:
            cookies = [_session(hub) for _ in range(people)]
            with streams(server, cookies):
                for path in (CASE, f"{CASE}/timeline"):
                    viewers(server.port, cookies[:2], path, 2.0)  # the first page of a version is worked out
                    yield f"{path}, quiet", measured(server, cookies, path, seconds)
                with written(server, cookies[0]):
                    yield f"{CASE}, an entry every second", measured(server, cookies, CASE, seconds)


def rows() -> Iterator[tuple[str, str, str]]:
    """For `make bench`: 100 viewers of a case of 500 entries."""
    asked = iter(("p99 ≤ 150 ms", "", ""))
    for what, told in measures(100, 10.0):
        yield f"the workbench, 100 viewers, {ENTRIES} entries: {what}", " ".join(told.split()), next(asked)


def main() -> None:
    given = argparse.ArgumentParser()
    given.add_argument("--viewers", type=int, default=100)
    given.add_argument("--seconds", type=float, default=10.0)
    args = given.parse_args()
    print(f"{args.viewers} viewers, each a page every {THINK:g} s and an open event stream; "
          f"{ENTRIES} entries; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")  # fmt: skip
    for what, told in measures(args.viewers, args.seconds):
        print(f"{what:44} {told}")


def _session(hub: World) -> str:
    return hub.desk.state.begin(hub.clock() + 3600, user="lead")


if __name__ == "__main__":
    main()
