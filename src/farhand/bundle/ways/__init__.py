"""How an item is had, one file for each way: `take(item, work) -> Taken`. Bounded in time and bytes."""

from __future__ import annotations

import importlib
import threading
from dataclasses import dataclass, field

from farhand.bundle.model import OK, WAYS, Item
from farhand.bundle.site import Site
from farhand.deadline import Deadline

#: Bytes around a cut that the redactor sees and the bundle does not hold: a secret may lie across it.
CONTEXT = 1 << 16


@dataclass(frozen=True)
class Taken:
    """What came of an item, not redacted yet: in memory only."""

    data: bytes = b""
    outcome: str = OK
    says: str = ""
    before: int = 0  # lines at the beginning that are context of a cut: seen by the redactor, then left out
    after: int = 0  # the same at the end
    status: int = 0  # of a command that printed something: how it ended


class Groups:
    """The process groups that are running, so that every one of them can be ended at any moment."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ids: set[int] = set()
        self._closed = False

    def add(self, group: int) -> bool:
        """False where all are to be ended already."""
        with self._lock:
            self._ids.add(group)
            return not self._closed

    def drop(self, group: int) -> None:
        with self._lock:
            self._ids.discard(group)

    def close(self) -> list[int]:
        """Those that are running; no further one may begin."""
        with self._lock:
            self._closed = True
            return sorted(self._ids)


@dataclass(frozen=True)
class Work:
    """What one item is given."""

    site: Site
    deadline: Deadline
    limit: int  # bytes
    groups: Groups = field(default_factory=Groups)


def take(item: Item, work: Work) -> Taken:
    """Raises LookupError for a way that there is not; all else is told in the outcome, or an OSError."""
    if item.way not in WAYS:
        raise LookupError(f"there is no way {item.way!r}")
    taken: Taken = importlib.import_module(f"{__name__}.{item.way}").take(item, work)
    return taken
