"""How full the app's connection pools are, read without taking a connection: one file for each library.

A file has `CLASSES`, the classes of its pools as `module:Class`; `read(pool) -> Pool`, the numbers; and
`leads_to(pool) -> (kind, settings) | None`, where its connections go. Nothing is imported for it, no lock of
the app's is waited for, and a number that a version does not tell is None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from farhand.embed import listing
from farhand.embed.finder import Finder, only
from farhand.embed.health.state import Pool
from farhand.embed.places import Place, declared_at, place
from farhand.embed.process import Process
from farhand.model import Dependency

#: Libraries whose pools no weak reference may point at.
PASSING = ("asyncpg",)
#: What a library tells of one pool: the kind of server and the settings of a dependency.
Leads = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Found:
    """A pool, where it leads, and the declared dependency that is there."""

    pool: Pool
    place: Place
    dependency: Dependency | None = None


def every() -> list[Any]:
    return listing.modules(__name__, __path__)


def found(process: Process) -> list[Pool]:
    """All pools of this process that are known, as they are now."""
    return [one.pool for one in places(process)]


def places(process: Process) -> list[Found]:
    """The same, each with the place that it leads to."""
    finder = process.of(Finder)
    before = finder.walks
    there = finder.everything(process)
    rows: list[Found] = []
    for library in every():
        for one in only(there, library.CLASSES):
            row = listing.attempt(process, library.__name__, _row, process, library, one)
            rows += [row] if row is not None else []
    return _named_apart([*rows, *_remembered(process, rows, finder.walks > before)])


class _Last:
    """What was read of pools that can only be found by a walk, for when none is due."""

    def __init__(self) -> None:
        self.rows: list[Found] = []


def _remembered(process: Process, rows: list[Found], walked: bool) -> list[Found]:
    last = process.of(_Last)
    now = [row for row in rows if row.pool.library in PASSING]
    if now or walked:
        last.rows = now
        return []
    return last.rows


def _row(process: Process, library: Any, one: Any) -> Found | None:
    pool: Pool | None = library.read(one)
    if pool is None:
        return None
    leads: Leads | None = library.leads_to(one)
    where = place(*leads) if leads else Place()
    declared = declared_at(process, where)
    name = declared.name if declared else where.says() or pool.library
    return Found(replace(pool, name=process.redactor.text(name)), where, declared)


def _named_apart(rows: list[Found]) -> list[Found]:
    """Several pools to one place get a number."""
    seen: dict[str, int] = {}
    named = []
    for row in rows:
        count = seen[row.pool.name] = seen.get(row.pool.name, 0) + 1
        name = row.pool.name if count == 1 else f"{row.pool.name} #{count}"
        named.append(replace(row, pool=replace(row.pool, name=name)))
    return named


def number(value: object) -> int | None:
    """A count as a library gives it; None where it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
