"""What every thread, asyncio task and greenlet of this process is at: names, files, lines, never a value."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

from farhand.embed import listing
from farhand.embed.finder import Finder
from farhand.embed.loops import line_of, take
from farhand.embed.process import Process

#: The most that is listed of each, and frames of one stack.
MOST, FRAMES = 500, 64


def threads() -> list[dict[str, Any]]:
    """All threads that run Python code, the main thread first; the stack's innermost line comes first."""
    known = {thread.ident: thread for thread in threading.enumerate()}
    main = threading.main_thread().ident
    frames = sorted(sys._current_frames().items(), key=lambda item: (item[0] != main, item[0]))
    return [_thread(ident, frame, known.get(ident)) for ident, frame in frames[:MOST]]


def _thread(ident: int, frame: FrameType, thread: threading.Thread | None) -> dict[str, Any]:
    """A thread that Python did not start has no name here."""
    return {
        "ident": ident,
        "native_id": getattr(thread, "native_id", None),
        "name": thread.name if thread else "",
        "daemon": bool(thread and thread.daemon),
        "farhand": bool(thread and thread.name.startswith("farhand")),
        "stack": list(_lines(frame)),
    }


def _lines(frame: FrameType | None) -> Iterator[str]:
    for _ in range(FRAMES):
        if frame is None:
            return
        yield line_of(frame)
        frame = frame.f_back


def tasks(process: Process) -> list[dict[str, Any]]:
    """The tasks of every event loop that is known, each with the lines it waits at, outermost first."""
    asyncio = sys.modules.get("asyncio")
    rows: list[dict[str, Any]] = []
    for number, one in enumerate(take(process).loops if asyncio else ()):
        loop = one.loop()
        for task in _all_tasks(asyncio, loop)[:MOST] if loop is not None else ():
            row = listing.attempt(process, "tasks", _task, task)
            rows += [{"loop": number, **row}] if row else []
    return rows[:MOST]


def _all_tasks(asyncio: Any, loop: Any) -> list[Any]:
    """The set may change under the hands of whoever reads it from another thread: then it is read again."""
    for _ in range(5):
        try:
            return list(asyncio.all_tasks(loop))
        except RuntimeError:
            continue
    return []


def _task(task: Any) -> dict[str, Any]:
    coroutine = task.get_coro()
    return {
        "name": str(task.get_name())[:200],
        "coroutine": str(getattr(coroutine, "__qualname__", type(coroutine).__name__))[:200],
        "waits_at": list(_awaits(coroutine)),
    }


def _awaits(one: Any) -> Iterator[str]:
    """Down the chain of what waits for what; the last may be a future, of which only the class is told."""
    for _ in range(FRAMES):
        frame = next(
            (f for f in (getattr(one, key, None) for key in ("cr_frame", "gi_frame", "ag_frame")) if f), None
        )
        if frame is None:
            if one is not None:
                yield f"<{type(one).__name__}>"
            return
        yield line_of(frame)
        one = next(
            (getattr(one, key) for key in ("cr_await", "gi_yieldfrom", "ag_await") if hasattr(one, key)), None
        )


def greenlets(process: Process) -> list[dict[str, Any]]:
    """Of gevent, where it is loaded: the names. Their frames may not be read from another thread."""
    if "gevent" not in sys.modules:
        return []
    names = ("gevent:Greenlet",)
    process.of(Finder).walk(process, names)
    found = process.of(Finder).instances(process, names)
    return [{"name": str(getattr(one, "name", ""))[:200], "dead": bool(one.dead)} for one in found[:MOST]]
