"""When Farhand's work in a process begins and ends: at the start, around a fork, at the end.

Threads do not survive a fork, and Python warns of a fork beside one: so where Farhand's threads are the only
ones besides the main thread, as in a master that loads the app and forks, they are ended before it and begun
again in the child. A parent that serves requests itself begins again with the next one; a parent without
requests, such as a script, at once.

Where gevent has put greenlets in the place of threads, Farhand's are greenlets as well, and stand still when
the app's loop does: a real thread beside gevent's locks, those of `import` first, can break the app.
"""

from __future__ import annotations

import atexit
import os
import sys

from farhand.embed import beat, hooks
from farhand.embed import process as processes
from farhand.embed.process import Process


def begin(process: Process) -> Process:
    """Put the hooks in place and start the thread, where this process has one. May be called again."""
    if process.pid != os.getpid():  # forked before anything was begun here
        process = processes.begin_again() or process
    hooks.install(process)
    if not process.on_call:
        beat.start(process)
        _Minded.mind()
    return process


def end(process: Process) -> None:
    """Let go of everything: the process ends, or its server does. May be called again."""
    beat.finish(process)


class _Minded:
    """Once for each process and its children."""

    done = False

    @classmethod
    def mind(cls) -> None:
        if cls.done:
            return
        cls.done = True
        atexit.register(_at_exit)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(before=_before_fork, after_in_child=_in_child, after_in_parent=_in_parent)


def _at_exit() -> None:
    process = processes.current()
    if process is not None:
        end(process)


def _before_fork() -> None:
    process = processes.current()
    if process is not None:
        beat.pause(process)


def _in_parent() -> None:
    process = processes.current()
    if process is not None and process.asleep and process.wrapped is None:
        beat.start(process)


def _in_child() -> None:
    from farhand.embed import parts

    before = processes.current()
    process = processes.begin_again()
    if before is not None and process is not None:
        parts.leave(before)
        _begin_in_child(process)


def _begin_in_child(process: Process) -> None:
    monkey = sys.modules.get("gevent.monkey")
    if monkey is not None and monkey.is_module_patched("threading"):
        sys.modules["gevent"].spawn(begin, process)  # its loop cannot run before gevent has seen the fork
    else:
        begin(process)
