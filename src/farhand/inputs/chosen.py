"""Which members of a folder or an archive are read, where not all of them say something.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from farhand.archives.limits import size
from farhand.bundle import foreign
from farhand.bundle.foreign import Foreign, Parts
from farhand.inputs.told import Told

#: Members read of one folder or archive, and bytes of them.
MOST_FILES, MOST_BYTES = 2000, 1 << 30
#: Ends of names that mostly hold messages, then those that mostly hold none.
_TELLING = (".log", ".txt", ".out", ".err", ".jsonl")
_DULL = (".py", ".js", ".html", ".css", ".md", ".svg", ".map", ".class", ".so", ".png")


@dataclass(frozen=True)
class Choice:
    """The members to read, and what is known of the tool that made the bundle they are in."""

    names: frozenset[str]
    bundles: Mapping[str, Foreign] = field(default_factory=dict)  # by what stands before "!" in their names

    def parts(self, name: str) -> Parts | None:
        found = self.bundles.get(_inner(name)[0])
        return found.parts if found else None


def choose(listing: Sequence[tuple[str, int]], holder: str, told: Told) -> Choice:
    """Of names and sizes (-1: not known), those that are read; why the others are not is told."""
    groups: dict[str, list[tuple[str, int]]] = {}
    for name, count in listing:
        groups.setdefault(_inner(name)[0], []).append((name, count))
    bundles: dict[str, Foreign] = {}
    ranked: list[tuple[int, int, str, int]] = []
    for outer, rows in groups.items():
        found = foreign.find([_inner(name)[1] for name, _ in rows])
        if found:
            bundles[outer] = found
        ranked += _ranked(rows, found, len(ranked))
        _tell(found, rows, f"{holder}!{outer}" if outer else holder, told)
    return Choice(frozenset(_within(sorted(ranked), holder, told)), bundles)


def _inner(name: str) -> tuple[str, str]:
    """The archive that a member of a member lies in, and its name there."""
    outer, _, inner = name.rpartition("!")
    return outer, inner


def _ranked(
    rows: Sequence[tuple[str, int]], found: Foreign | None, first: int
) -> Iterator[tuple[int, int, str, int]]:
    for number, (name, count) in enumerate(rows, first):
        rank = found.rank(_inner(name)[1]) if found else _usual(name)
        if rank is not None:
            yield rank, number, name, count


def _usual(name: str) -> int:
    """When a member of no known bundle is read: reports, then logs, then the rest."""
    last = name.rpartition("/")[2].lower()
    if last.endswith(_DULL):
        return 9
    return 1 if last.endswith(_TELLING) or ".log" in last else 2 if "." in last else 3


def _tell(found: Foreign | None, rows: Sequence[tuple[str, int]], called: str, told: Told) -> None:
    if found is None:
        return
    read = sum(1 for name, _ in rows if found.rank(_inner(name)[1]) is not None)
    says = f"{found.says}; {read} of its {len(rows)} files tell of faults and are read"
    told.understood.append({"source": called, "reader": found.name, "lines": 0, "says": says})
    if found.lacks:
        told.add(called, "it lacks " + "; ".join(found.lacks))


def _within(ranked: Sequence[tuple[int, int, str, int]], holder: str, told: Told) -> Iterator[str]:
    """As many as may be read, the most telling first."""
    total = 0
    for number, (_, _, name, count) in enumerate(ranked):
        total += max(count, 0)
        if number >= MOST_FILES or total > MOST_BYTES:
            most = f"{size(MOST_BYTES)}" if total > MOST_BYTES else f"{MOST_FILES} files"
            told.add(holder, f"only the first {number} of {len(ranked)} files were read: the limit is {most}")
            return
        yield name
