"""Farhand's one regular thread in a process: it calls each part in its own rhythm.

The parts are the files in `parts/`. A part that raises costs only itself and is noted; a part that takes
long holds up the other parts, never the app: what may take long starts a thread of its own.
"""

from __future__ import annotations

import threading
import time

from farhand.embed import threads
from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "farhand"
#: Seconds between two looks at what is due.
STEP = 0.1
#: Seconds after the start in which the app comes first.
HEAD_START = 0.3
#: Seconds that a fork waits for the thread to end.
_PATIENCE = 1.0


class Beat:
    """The thread of one process and how to end it."""

    def __init__(self) -> None:
        self.thread: threading.Thread | None = None
        self.stop = threading.Event()
        self.due: dict[str, float] = {}
        self.costs: dict[str, float] = {}  # part -> seconds of processor time so far
        self.lock = threading.Lock()


def start(process: Process) -> None:
    """Begin the thread if it does not run. Never raises: a machine out of threads has other troubles."""
    if process.on_call:
        return
    beat = process.of(Beat)
    with beat.lock:
        process.asleep = False
        if beat.thread is not None and beat.thread.is_alive() and not beat.stop.is_set():
            return
        beat.stop = threading.Event()
        beat.due.clear()
        try:
            beat.thread = threads.start(NAME, _run, process, beat, beat.stop)
        except RuntimeError as error:
            beat.thread = None
            process.trouble(f"no thread could be started: {error}")


def pause(process: Process) -> None:
    """Before a fork: end the thread if the app has none itself, and let go of what others wait for."""
    beat = process.peek(Beat)
    if beat is None or beat.thread is None or _others():
        return
    process.asleep = True
    finish(process)


def finish(process: Process) -> None:
    """End the thread. It is waited for, but not for long: what it does meanwhile may hang."""
    beat = process.of(Beat)
    thread, beat.thread = beat.thread, None
    beat.stop.set()
    if thread is not None and threading.current_thread().name != NAME:
        thread.join(_PATIENCE)


def _others() -> bool:
    """True where the app has threads of its own: then it has decided to fork beside threads."""
    ours = (threading.main_thread(), threading.current_thread())
    return any(t not in ours and not t.name.startswith(NAME) for t in threading.enumerate())


def _run(process: Process, beat: Beat, stop: threading.Event) -> None:
    stop.wait(HEAD_START)
    from farhand.embed import parts

    try:
        while not stop.is_set():
            for part in parts.every(process):
                if not stop.is_set():
                    _tick(process, beat, part)
            stop.wait(STEP)
    finally:
        if beat.stop is stop:  # else it took so long to end that another has begun
            parts.stop(process)


def _tick(process: Process, beat: Beat, part: parts_module) -> None:
    name = part.__name__.rpartition(".")[2]
    now = time.monotonic()
    if now < beat.due.get(name, 0.0):
        return
    beat.due[name] = now + part.EVERY
    begun = time.thread_time()
    changed = guarded(process, name, lambda: part.tick(process))
    beat.costs[name] = beat.costs.get(name, 0.0) + time.thread_time() - begun
    if changed:  # others wait to see it
        beat.due["census"] = 0.0


def guarded(process: Process, name: str, work: Callable[[], object]) -> object:
    """What the work returns; where it raises, None, and a note of it."""
    try:
        return work()
    except Exception as error:
        process.trouble(f"{name}: {type(error).__name__}: {error}")
        return None


if TYPE_CHECKING:
    from farhand.embed.parts import Part as parts_module
