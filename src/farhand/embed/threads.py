"""Threads that are threads: where gevent has put greenlets in their place, those from before it.

A greenlet of the app's loop would stand still with the app, and it is then that somebody asks. In a real
thread gevent's sockets and locks work too: each thread has a loop ("hub") of its own.
"""

from __future__ import annotations

import sys
import threading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    class Running(Protocol):
        def is_alive(self) -> bool: ...
        def join(self, timeout: float | None = None) -> None: ...


def start(name: str, work: Callable[..., object], *given: Any) -> Running:
    """Run that on a daemon thread. Raises RuntimeError where none can be started."""
    monkey = sys.modules.get("gevent.monkey")
    if monkey is not None and monkey.is_module_patched("threading"):
        return _Native(monkey.get_original, name, work, given)
    thread = threading.Thread(target=work, args=given, daemon=True, name=name)
    thread.start()
    return thread


class _Native:
    """A thread of the system's in a process that gevent has patched."""

    def __init__(
        self, original: Callable[..., Any], name: str, work: Callable[..., object], given: Any
    ) -> None:
        start_new_thread, allocate_lock = original("_thread", ["start_new_thread", "allocate_lock"])
        self._runs = allocate_lock()
        self._runs.acquire()
        start_new_thread(self._run, (name, work, given))

    def _run(self, name: str, work: Callable[..., object], given: Any) -> None:
        try:
            threading.current_thread().name = name
            work(*given)
        finally:
            self._runs.release()

    def is_alive(self) -> bool:
        return bool(self._runs.locked())

    def join(self, timeout: float | None = None) -> None:
        if self._runs.acquire(True, -1 if timeout is None else timeout):
            self._runs.release()
