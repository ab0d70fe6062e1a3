"""What is known of the input besides its text: what it is, what was left out, and why, in few rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from farhand.archives import Refused

Row = Mapping[str, Any]

#: Names in one row; rows of one reason that are told one by one.
_NAMED, _ALONE = 3, 5
#: What archives hold for good reasons.
_USUAL = ("a symbolic link", "a hard link", "a device", "a pipe", "a device or pipe")


@dataclass
class Told:
    """Gathered while the sources are read. `unreadable`: something that was asked for could not be read."""

    rows: list[Row] = field(default_factory=list)
    understood: list[Row] = field(default_factory=list)
    holders: list[str] = field(default_factory=list)  # folders and archives, whose members are told together
    unreadable: bool = False

    def add(self, source: str, why: str, unreadable: bool = False) -> None:
        self.rows.append({"source": source, "why": why})
        self.unreadable = self.unreadable or unreadable

    def together(self, holder: str, names: Sequence[str], what: str) -> None:
        """One row for many members of one folder or archive."""
        if names:
            few = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
            self.add(holder, f"{len(names)} {what}: {few}")

    def refused(self, holder: str, rows: Sequence[Refused]) -> None:
        """Usual members that are no files by their number, all others by name."""
        usual = [row for row in rows if row.why in _USUAL]
        if usual:
            self.add(holder, f"{len(usual)} links, devices and pipes were left out")
        odd = [row for row in rows if row.why not in _USUAL]
        for row in odd[: 4 * _ALONE]:
            self.add(f"{holder}!{row.name}" if row.name else holder, row.why, unreadable=row.rest)
        if len(odd) > 4 * _ALONE:
            self.add(holder, f"{len(odd) - 4 * _ALONE} more members were refused")
            self.unreadable = self.unreadable or any(row.rest for row in odd)


def condensed(rows: Sequence[Row], holders: Sequence[str]) -> Iterator[Row]:
    """The rows, but one for all members of a folder or archive with the same reason, where they are many."""
    keys = [(_holder(str(row.get("source")), holders), str(row.get("why"))) for row in rows]
    counts = Counter(keys)
    shown: set[tuple[str, str]] = set()
    for row, key in zip(rows, keys):
        if not key[0] or counts[key] <= _ALONE:
            yield row
        elif key not in shown:
            shown.add(key)
            yield {"source": key[0], "why": f"{counts[key]} texts in it: {key[1]}"}


def _holder(source: str, holders: Sequence[str]) -> str:
    return next((h for h in holders if source.startswith((f"{h}!", f"{h.rstrip('/')}/"))), "")
