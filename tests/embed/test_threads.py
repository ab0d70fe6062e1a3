"""A loop that is blocked for real: the line is named, and the answer does not wait for the loop."""

from __future__ import annotations

import asyncio
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from farhand.embed.endpoints import threads as endpoint
from farhand.embed.loops import Loops
from farhand.embed.parts import loops as part
from farhand.embed.process import Process
from farhand.embed.web.exchange import BadRequest, Request
from tests.embed.apps.harness import serve, wait_for
from tests.embed.conftest import Make
from tests.embed.servers import free_port

HERE = str(Path(__file__))
REQUEST = Request("GET", endpoint.PATH)
BLOCK_S = 3.0


async def wait_for_a_long_time() -> None:
    planted = "planted-in-a-variable"
    await asyncio.sleep(1000)
    print(planted)


def blocking_work() -> None:
    time.sleep(BLOCK_S)


@contextmanager
def served(process: Process) -> Iterator[int]:
    """An app on uvicorn, in a thread with a loop of its own; `/block` blocks the loop."""
    import uvicorn

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            process.of(Loops).note(asyncio.get_running_loop(), threading.get_ident())
            app.task = asyncio.create_task(wait_for_a_long_time(), name="patient")  # type: ignore[attr-defined]
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        blocking_work()
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run, name="app", daemon=True)
    thread.start()
    end = threading.Event()
    ticking = threading.Thread(target=_tick, args=(process, end), name="farhand", daemon=True)
    ticking.start()
    try:
        _until(lambda: server.started)
        yield port
    finally:
        server.should_exit = True
        thread.join(10)
        end.set()
        ticking.join(5)


def _tick(process: Process, end: threading.Event) -> None:
    while not end.wait(part.EVERY):
        part.tick(process)


def test_the_line_that_blocks_the_loop_is_named_at_once(make: Make) -> None:
    process = make()
    endpoint.local(process, REQUEST)  # the redactor has been made before, as in an app that runs
    with served(process) as port:
        loops = process.of(Loops)
        _until(lambda: loops.loops[0].thread is not None and loops.loops[0].answered > 0)
        asked = threading.Thread(target=_get, args=(port,), daemon=True)
        asked.start()
        _until(lambda: bool(loops.blocked))
        took = min(_timed(process) for _ in range(3))
        row = endpoint.local(process, REQUEST)
        assert took < 0.1, "the answer waits for the loop"
        assert row["lag_s"] > 0.25
        assert row["blocked"][0]["at"].startswith(HERE)
        assert row["blocked"][0]["at"].endswith("in blocking_work")
        text = endpoint.merged(
            [{"worker": 7, **row}], Request("GET", endpoint.PATH, {"format": "text"})
        ).body.decode()
        assert "!!! the event loop is blocked" in text
        assert f'File "{HERE}", line' in text
        asked.join(10)
        _until(lambda: len(loops.past) == 1)
        assert loops.past[0]["lasted_s"] >= BLOCK_S - 1.5
        assert not loops.blocked
    assert part.says(process) == {} or part.says(process)["blockages"] == 1


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _timed(process: Process) -> float:
    begun = time.perf_counter()
    endpoint.local(process, REQUEST)
    return time.perf_counter() - begun


def test_tasks_tell_where_they_wait_and_no_values(make: Make) -> None:
    process = make()
    with served(process):
        row = endpoint.local(process, REQUEST)
    task = next(t for t in row["tasks"] if t["name"] == "patient")
    assert task["coroutine"] == "wait_for_a_long_time"
    assert task["waits_at"][0].startswith(f"{HERE}:")
    assert any("in sleep" in line for line in task["waits_at"])
    names = {t["name"]: t for t in row["threads"]}
    assert names["MainThread"]["stack"][-1]
    assert names["farhand"]["farhand"]
    assert not names["app"]["farhand"]
    assert "planted" not in str(row)


def test_a_loop_that_is_gone_is_forgotten(make: Make) -> None:
    process = make()
    loop = asyncio.new_event_loop()
    loops = process.of(Loops)
    loops.note(loop, 1)
    loop.close()
    part.tick(process)
    loops.note(asyncio.new_event_loop())
    assert len(loops.loops) == 1
    assert loops.lag_s == 0.0


def test_an_unknown_form_is_refused(make: Make) -> None:
    with pytest.raises(BadRequest, match="json, text"):
        endpoint.local(make(), Request("GET", endpoint.PATH, {"format": "xml"}))


APP = """
import time
import farhand
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

async def hello(request): return PlainTextResponse("hello")
async def block(request):
    time.sleep(3)
    return PlainTextResponse("late")

app = Starlette(routes=[Route("/", hello), Route("/block", block)])
farhand.install(app)
"""


def test_a_real_app_on_uvicorn_that_is_blocked_answers_on_the_socket(tmp_path: Path) -> None:
    with serve(tmp_path, "starlette", source=APP) as app:
        loops = lambda: app.ask("GET", endpoint.PATH).json["workers"][0]  # noqa: E731
        wait_for(lambda: [one for one in loops()["loops"] if one["thread"]], app)
        asked = threading.Thread(target=app.get, args=("/block",), daemon=True)
        asked.start()
        wait_for(lambda: loops()["blocked"], app)
        took = min(_seconds(loops) for _ in range(3))
        row = loops()
        assert asked.is_alive(), "the loop was blocked all the while"
        asked.join(10)
    line = APP.splitlines().index("    time.sleep(3)") + 1
    assert f"site_app.py:{line} in block" in row["blocked"][0]["at"]
    assert took < 0.1


def _get(port: int) -> None:
    urllib.request.urlopen(f"http://127.0.0.1:{port}/block", timeout=20).close()


def _until(there: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end
        time.sleep(0.02)
