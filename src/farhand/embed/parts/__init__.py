"""What Farhand does in the background of a process: one file each, found by listing, never registered.

A part has `EVERY` (seconds) and `tick(process)`, called in Farhand's own thread; where it returns True, the
process's file in the census is written at once. Optional: `says(process) -> dict`, what it has to tell the
other processes; `stop(process)`, before a fork and at the end; and `leave(process)`, in a child that was
forked beside the running thread: let go of what was inherited from that process, and leave it to it. What
must be in place from the app's first moment on is in `hooks/` instead.
"""

from __future__ import annotations

import importlib
from functools import partial

from farhand import listed
from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, Protocol

    class Part(Protocol):
        """What a module here offers."""

        __name__: str
        EVERY: float

        def tick(self, process: Process) -> object: ...


class _Loaded:
    """The modules of this package."""

    modules: list[Part] | None = None


def every(process: Process) -> list[Part]:
    """All parts that can be loaded; what cannot be is noted."""
    if _Loaded.modules is None:
        names = listed.names(__path__)
        _Loaded.modules = [m for m in (_load(process, name) for name in names) if m]
    return _Loaded.modules


def _load(process: Process, name: str) -> Any:
    try:
        return importlib.import_module(f"{__name__}.{name}")
    except Exception as error:
        process.trouble(f"the part {name!r} cannot be loaded: {type(error).__name__}: {error}")
        return None


def says(process: Process) -> dict[str, Mapping[str, Any]]:
    """What each part has to tell."""
    from farhand.embed.beat import guarded

    told: dict[str, Any] = {}
    for part in every(process):
        words = guarded(process, part.__name__, partial(_hook(part, "says"), process))
        if words:
            told[part.__name__.rpartition(".")[2]] = words
    return told


def stop(process: Process) -> None:
    """Call `stop` of all parts that have it."""
    _each(process, "stop")


def leave(process: Process) -> None:
    """Call `leave` of all parts that have it, with the object of the process from which this was forked."""
    _each(process, "leave")


def _each(process: Process, hook: str) -> None:
    from farhand.embed.beat import guarded

    for part in _Loaded.modules or ():
        guarded(process, part.__name__, partial(_hook(part, hook), process))


def _hook(part: Part, name: str) -> Callable[[Process], Any]:
    found: Callable[[Process], Any] = getattr(part, name, lambda process: None)
    return found
