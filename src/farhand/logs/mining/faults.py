"""Exceptions by type and place, at most MOST of them; made coarser where there are more."""

from __future__ import annotations

from farhand.logs.mining.entry import Entry, new_entry
from farhand.logs.mining.exceptions import coarser

MOST = 2000


class Faults:
    """`entries`: (type, place) -> Entry. The step is the first at which the whole has at most `most` keys."""

    __slots__ = ("entries", "most", "step")

    def __init__(self, most: int = MOST, step: int = 0) -> None:
        self.most, self.step = most, step
        self.entries: dict[tuple[str, str], Entry] = {}

    def entry(self, key: tuple[str, str], since: int = 0) -> Entry:
        """The entry of a key as it was at step `since`."""
        if self.step > since:
            key = coarser(key, self.step)
        found = self.entries.get(key)
        if found is None:
            found = self.entries[key] = new_entry(True)
        return found

    def absorb(self, other: Faults) -> None:
        self._narrow(max(self.step, other.step))
        for key, entry in other.entries.items():
            self.entry(key, other.step).absorb(entry)
        self.bound()

    def bound(self) -> None:
        """To be called after entries were added, at the latest when a batch is done."""
        while len(self.entries) > self.most:
            self._narrow(self.step + 1)

    def _narrow(self, step: int) -> None:
        if step > self.step:
            old, since = self.entries, self.step
            self.step, self.entries = step, {}
            for key, entry in old.items():
                self.entry(key, since).absorb(entry)
