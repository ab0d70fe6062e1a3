"""The cases of a folder, each read once and then only what has come since.  I/O."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from farhand.case import Case, Entry
from farhand.case.store import NAME
from farhand.errors import Mistake
from farhand.hub import known, links
from farhand.hub.known import Known
from farhand.hub.links import Link

#: Names of folders that stand in an address; no other folder is a case here.
_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,99}")
#: Seconds for which what was read counts as new: somebody may write with the command line beside us.
_FRESH = 0.25


class Book:
    """One case as it is read here. Several threads may ask at once; one of them reads."""

    def __init__(self, name: str, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        """Raises Mistake where the case cannot be opened."""
        self.name, self.folder = name, folder
        self._case = Case(folder, "reader")
        self._lock, self._clock = Lock(), clock
        self._read_at = -1.0
        self._entries: list[Entry] = []
        self._known: Known | None = None
        self._counted = (-1, 0)
        self._foreign: tuple[int, frozenset[str]] = (-1, frozenset())

    def entries(self, now: bool = False) -> list[Entry]:
        """All entries; with `now` those of this very moment. Raises Damaged."""
        at = self._clock()
        if now or at - self._read_at >= _FRESH:
            found = self._case.entries()
            if len(found) >= len(self._entries):
                self._entries, self._read_at = found, at
        return self._entries

    @property
    def version(self) -> int:
        """Entries are only ever added: their number is the version."""
        return len(self.entries())

    def links(self, now: bool = False) -> list[Link]:
        """The customer's links; with `now` those of this very moment."""
        entries = self.entries(now)
        if self._foreign[0] != len(entries):
            self._foreign = (len(entries), self._case.foreign())
        return links.of(entries, self._foreign[1])

    def known(self) -> Known:
        """What they come to; worked out once per version, which may take a second after an answer."""
        entries = self.entries()
        with self._lock:
            if self._known is None or self._known.version != len(entries):
                self._known = known.of(entries, self._known)
            return self._known

    def customer_version(self, count: Callable[[], int]) -> int:
        """What `count` gives for this version; it is counted once."""
        now = self.version
        if self._counted[0] != now:
            self._counted = (now, count())
        return self._counted[1]

    def close(self) -> None:
        self._case.close()


class Shelf:
    """The folder itself where it is a case, and every folder in it that is one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._books: dict[str, Book] = {}

    def names(self) -> dict[str, Path]:
        """Names and folders of the cases, as the folder lists them now. Links are not followed."""
        own = self.folder.resolve()
        found = {own.name: own} if (own / NAME).is_file() and _NAME.fullmatch(own.name) else {}
        with os.scandir(own) as rows:
            inner = [row.name for row in rows if row.is_dir(follow_symlinks=False)]
        cases = {name: own / name for name in sorted(inner) if _NAME.fullmatch(name)}
        return {**found, **{name: path for name, path in cases.items() if (path / NAME).is_file()}}

    def find(self, name: str) -> Book | None:
        """The case of that name, which is looked up among those that are there and never joined to a path."""
        if name in self._books and (self._books[name].folder / NAME).is_file():
            return self._books[name]
        folder = self.names().get(name)
        if folder is None:
            return None
        try:
            self._books[name] = Book(name, folder)
        except Mistake:
            return None
        return self._books[name]

    def every(self) -> list[Book]:
        """All cases that can be opened."""
        return [book for name in self.names() if (book := self.find(name))]

    def close(self) -> None:
        for book in self._books.values():
            book.close()
