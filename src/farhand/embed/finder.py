"""Finds the app's pools, engines and clients without asking the app for them, and without keeping them alive.

No library lists its pools, so the garbage collector's list is gone through: in Farhand's own thread, once in
a minute at most, less often while nothing new turns up, and never so often that it takes more than a
thousandth of the time. What is found is remembered by weak references. Measured: 8 ms for 100,000 objects;
for 3 ms of that, to make the list, the interpreter is held, and for the rest in pieces.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
import weakref
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import Any

from farhand.embed.process import Process

#: Seconds between two walks in the background, and between two that somebody asks for.
EVERY, ASKED = 60.0, 1.0
#: A walk may take that share of the time.
SHARE = 0.001
#: Blocks of memory above which a process is too large to be walked through.
MOST_BLOCKS = 8_000_000
#: Objects looked at in one piece.
_PIECE = 16_384
#: Doublings of the pause, up to about an hour.
_MOST_QUIET = 6
#: Objects of one class that are remembered.
_MOST = 200


class Finder:
    """What was found in this process."""

    def __init__(self) -> None:
        self.cost_s = 0.0  # of the last walk
        self.walks = 0
        self.objects = 0  # that the last walk went through
        self._quiet = 0  # walks in a row that have found nothing new
        self._ended = self._asked = -1e9
        self._known: dict[int, weakref.ref[Any]] = {}
        self._strange: set[type] = set()  # classes whose objects cannot be referred to weakly
        self._lock = threading.Lock()

    def due(self) -> bool:
        """Less and less often while nothing new turns up: an app makes its pools at its start."""
        wait = max(EVERY * (1 << min(self._quiet, _MOST_QUIET)), self.cost_s / SHARE)
        return time.monotonic() >= self._ended + wait

    def walk(self, process: Process, names: Iterable[str]) -> list[Any]:
        """Go through all objects; returns those found that can only be held for the moment."""
        classes = set(_with_subclasses(loaded(names)))
        if not classes or not self._lock.acquire(timeout=1.0):
            return []
        try:
            if sys.getallocatedblocks() > MOST_BLOCKS:
                process.trouble("this process has too many objects to look for pools among them")
                return []
            begun = time.thread_time()
            before = set(self._known)
            passing = self._keep(_all_of(classes, self))
            self._quiet = self._quiet + 1 if before.issuperset(self._known) else 0
            self.cost_s = time.thread_time() - begun
            self.walks += 1
            return passing
        finally:
            self._ended = time.monotonic()
            self._lock.release()

    def _keep(self, found: Iterable[Any]) -> list[Any]:
        passing = []
        for one in found:
            try:
                self._known[id(one)] = weakref.ref(one)
            except TypeError:
                self._strange.add(type(one))
                passing.append(one)
        return passing

    def everything(self, process: Process) -> list[Any]:
        """All that is known and still there, to be let go of at once.

        For what no weak reference may point at, such as asyncpg's pools, this is a walk of its own, but not
        more often than once a second, and not for more than a two-hundredth of the time.
        """
        passing: list[Any] = []
        wait = max(ASKED, self.cost_s * 200)
        if not self.walks or (self._strange and time.monotonic() > self._asked + wait):
            passing = self.walk(process, wanted())
            self._asked = time.monotonic()
        self._known = {key: ref for key, ref in list(self._known.items()) if ref() is not None}
        return [one for one in (ref() for ref in list(self._known.values())) if one is not None] + passing

    def instances(self, process: Process, names: Iterable[str]) -> list[Any]:
        """Those of the classes `module:Class`."""
        return only(self.everything(process), names) if loaded(names) else []


def only(there: Iterable[Any], names: Iterable[str]) -> list[Any]:
    """Those among them that are of the classes `module:Class`, as far as the app has loaded these."""
    classes = tuple(loaded(names))
    return [one for one in there if isinstance(one, classes)][:_MOST] if classes else []


def wanted() -> list[str]:
    """The classes that anything in Farhand reads."""
    from farhand.embed import offers, pools, workers
    from farhand.embed.jobs import sources

    modules = (*pools.every(), *offers.every(), *sources.every(), workers)
    return list(dict.fromkeys(name for module in modules for name in getattr(module, "CLASSES", ())))


def loaded(names: Iterable[str]) -> list[type]:
    """Those of the classes whose module the app has loaded; nothing is imported."""
    found = []
    for name in names:
        module, _, attribute = name.partition(":")
        kind = vars(sys.modules[module]).get(attribute) if module in sys.modules else None
        if isinstance(kind, type):
            found.append(kind)
    return found


def _with_subclasses(classes: Iterable[type]) -> Iterator[type]:
    for kind in classes:
        yield kind
        yield from _with_subclasses(type.__subclasses__(kind))


def _all_of(classes: set[type], finder: Finder) -> list[Any]:
    """All objects of exactly these classes. Each piece is one run of C code: no thread gets between."""
    found: list[Any] = []
    finder.objects = 0
    for generation in (2, 1, 0):
        there = gc.get_objects(generation=generation)
        finder.objects += len(there)
        while there:
            piece = there[-_PIECE:]
            del there[-_PIECE:]
            found += compress(piece, map(classes.__contains__, map(type, piece)))
            del piece
    return found


def place_of(one: Any, held_as: Sequence[str] = ()) -> str:
    """Where the app keeps an object: `app.db:engine`; empty where it is in no module of the app's own.

    `held_as` names attributes by which another object of the library may hold it, as a client holds its pool.
    """
    package = type(one).__module__.partition(".")[0]
    for name, module in list(sys.modules.items())[:5000]:
        if is_of_the_app(getattr(module, "__file__", None)):
            for attribute, value in list(vars(module).items()):
                if not attribute.startswith("__") and (value is one or _holds(value, one, package, held_as)):
                    return f"{name}:{attribute}"
    return ""


def _holds(value: Any, one: Any, package: str, held_as: Sequence[str]) -> bool:
    """Only the library's own objects are asked: an attribute of anything else might run the app's code."""
    if not held_as or type(value).__module__.partition(".")[0] != package:
        return False
    return any(getattr(value, key, None) is one for key in held_as)


def is_of_the_app(file: object) -> bool:
    """True for a file that is neither Python's own, nor of an installed package, nor Farhand's."""
    if not isinstance(file, str) or not file or file.startswith("<"):
        return False
    if "site-packages" in file or "dist-packages" in file or file.startswith(_OURS):
        return False
    return not file.startswith(_PYTHON)


#: Folders of Python's own library and of Farhand.
_PYTHON = tuple({os.path.dirname(os.__file__), os.path.dirname(os.path.realpath(os.__file__))})
_OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
