"""How late each event loop of the app is, and which line of the app keeps it from going on.

Once a second a loop is asked, from outside, to note that it is alive: the one thing that asyncio documents as
safe from another thread (`call_soon_threadsafe`). When the note is overdue, the frame of the loop's thread
tells what it does instead. Nothing runs on the loop but that note, which takes a microsecond.
"""

from __future__ import annotations

import sys
import threading
import time
import weakref
from collections import deque
from datetime import datetime, timezone
from types import FrameType
from typing import Any

from farhand.embed.finder import is_of_the_app
from farhand.embed.process import Process

#: Seconds between two notes, and after which an overdue one means that the loop is blocked.
EVERY, OVERDUE = 1.0, 0.25
#: Blockages, loops and frames that are remembered.
_MOST, _MOST_LOOPS, _FRAMES = 20, 20, 12


class Watched:
    """One loop: when it was last asked and answered, and what it was seen doing in between."""

    def __init__(self, loop: Any, thread: int | None) -> None:
        self.loop = _weak(loop)
        self.thread = thread or getattr(loop, "_thread_id", None)  # None until its first note has come back
        self.lag_s = 0.0  # of the last note that came back
        self.worst_s = 0.0
        self.asked: float | None = None  # when the note that is out was sent
        self.answered = -1e9
        self.now: dict[str, Any] | None = None  # the blockage that lasts

    def waits_s(self) -> float:
        """Seconds since the note that is out; 0 where none is."""
        asked = self.asked
        return 0.0 if asked is None else time.monotonic() - asked


class Loops:
    """The event loops of this process."""

    def __init__(self) -> None:
        self.loops: list[Watched] = []
        self.past: deque[dict[str, Any]] = deque(maxlen=_MOST)
        self.expected = False  # something was blocked once, and all is ready to tell of it
        self._lock = threading.Lock()

    def note(self, loop: Any, thread: int | None = None) -> None:
        """Watch that loop. `thread` runs it: threading.get_ident(), where this is called on the loop."""
        with self._lock:
            alive = [one for one in self.loops if _usable(one.loop())]
            if not any(one.loop() is loop for one in alive):
                alive = [*alive, Watched(loop, thread)][-_MOST_LOOPS:]
            self.loops = alive

    def look(self) -> None:
        """Send what is due and look at what is overdue. Called a few times a second, in Farhand's thread."""
        for one in self.loops:
            loop = one.loop()
            if not _usable(loop):
                continue
            if one.asked is None and time.monotonic() - one.answered >= EVERY:
                _ask(one, loop)
            elif one.waits_s() > OVERDUE:
                self._sample(one)
            self._end(one)

    def _sample(self, one: Watched) -> None:
        """What the loop's thread is at. The first look is kept, the later ones only make it longer."""
        frame = sys._current_frames().get(one.thread or 0)
        if frame is None:
            return
        waits = one.waits_s()
        if one.now is None:
            one.now = {"since": _ago(waits), "lasted_s": 0.0, **where(frame)}
        one.now["lasted_s"] = round(waits, 3)

    def _end(self, one: Watched) -> None:
        if one.now is not None and one.asked is None:
            one.now["lasted_s"] = round(max(one.lag_s, one.now["lasted_s"]), 3)
            self.past.append(one.now)
            one.now = None

    @property
    def lag_s(self) -> float:
        """The longest that any loop is late: by its last note, or by the one that is out."""
        rows = [max(one.lag_s, one.waits_s()) for one in self.loops]
        return round(max(rows, default=0.0), 4)

    @property
    def blocked(self) -> list[dict[str, Any]]:
        """The blockages that last at this moment, looked at anew."""
        for one in self.loops:
            if one.waits_s() > OVERDUE:
                self._sample(one)
        return [dict(one.now) for one in self.loops if one.now is not None and one.asked is not None]


def _weak(loop: Any) -> Any:
    """A weak reference; a loop that allows none is held."""
    try:
        return weakref.ref(loop)
    except TypeError:
        return lambda: loop


def _usable(loop: Any) -> bool:
    return loop is not None and not loop.is_closed()


def _ask(one: Watched, loop: Any) -> None:
    sent = one.asked = time.monotonic()

    def answer() -> None:
        one.thread = threading.get_ident()
        one.lag_s = time.monotonic() - sent
        one.worst_s = max(one.worst_s, one.lag_s)
        one.answered, one.asked = time.monotonic(), None

    try:
        loop.call_soon_threadsafe(answer)
    except RuntimeError:  # it was closed just now
        one.asked = None


def where(frame: FrameType) -> dict[str, Any]:
    """The innermost line of the app's own code, and the lines around it, innermost first."""
    lines: list[str] = []
    own = ""
    step: FrameType | None = frame
    while step is not None and len(lines) < 200:
        line = line_of(step)
        lines.append(line)
        own = own or (line if is_of_the_app(step.f_code.co_filename) else "")
        step = step.f_back
    return {"at": own or lines[0], "stack": lines[:_FRAMES]}


def line_of(frame: Any) -> str:
    """`/srv/app/views.py:7 in report`; never the text of the line, which may hold a value."""
    code = frame.f_code
    name = getattr(code, "co_qualname", code.co_name)
    return f"{code.co_filename}:{frame.f_lineno} in {name}"


def _ago(seconds: float) -> str:
    then = datetime.now(timezone.utc).timestamp() - seconds
    return datetime.fromtimestamp(then, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def take(process: Process) -> Loops:
    """The loops of this process, with those that the ASGI shim has met."""
    loops = process.of(Loops)
    for loop in list(getattr(process, "loops", ())):
        loops.note(loop)
    return loops
