"""What a tool left and what it broke: pure, from the corpus and the texts that came out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.redaction.encodings import readings
from tests.redaction.groups import Group
from tests.redaction.layout import Block, Made
from tests.redaction.plant import IDENTIFIER, Plant

#: So long must a secret be to be looked for in all of the output, not only where it was planted.
_FAR = 14
_TOKEN = re.compile(r"<[^<>\s]+>(?:[\w.:-]*)|[\w-]+(?:[.:][\w-]+)*")
#: What an ordinary line may hold that the profile `strict` hides.
_PLACES = re.compile(
    r"\d+\.\d+\.\d+\.\d+|example\.com|user[ =:]|for user|/srv/|github\.com|/root|prod\.|account_id|s3://"
    r"|'app'|kubelet|sshd|systemd",
    re.I,
)


@dataclass
class Score:
    """The result for one tool, one profile and one seed."""

    plants: list[Plant] = field(default_factory=list)
    leaks: list[tuple[Plant, str]] = field(default_factory=list)  # the plant and the line that is left
    kept: int = 0
    lost: list[tuple[str, str]] = field(
        default_factory=list
    )  # a line that had to survive, and what became of it
    groups: int = 0
    broken: list[tuple[str, list[str]]] = field(default_factory=list)
    plain: int = 0  # records in which nothing was planted
    changed: list[tuple[str, str]] = field(default_factory=list)  # such records that came out otherwise
    odd: list[str] = field(default_factory=list)  # files with another number of records, or gone

    def left(self, group: str, easy: bool = False) -> int:
        """How many plants of a group are left."""
        return sum(p.group == group and (p.easy or not easy) for p, _ in self.leaks)

    def of(self, group: str) -> int:
        """How many were planted."""
        return sum(p.group == group for p in self.plants)


def score(made: Mapping[str, Made], out: Mapping[str, str], names: str, hidden: set[str]) -> Score:
    """Compare. `out`: what each file became; `names`: all its names; `hidden`: what the profile hides."""
    result = Score()
    every = "\n".join([names, *out.values()])
    lines: dict[str, dict[int, str]] = {}
    groups: dict[str, Group] = {}
    for file in made.values():
        records = _records(file, out.get(file.name))
        count = sum(1 for _ in file.text().split(file.separator)) - 1
        same = len(records) == count
        if not same:
            result.odd.append(f"{file.name}: {count} records became {len(records)}")
        for first, end, block in file.placed():
            here = file.separator.join(records[first:end] if same else records)
            if block.plant and block.plant.group in hidden:
                _planted(block.plant, here, every, result)
            elif block.group and block.group.group in hidden:
                groups[block.group.name] = block.group
                lines.setdefault(block.group.name, {})[block.place] = here if same else ""
            elif block.kept or block.plain:
                _untouched(block, here if same else "", IDENTIFIER in hidden, result)
    for name, group in groups.items():
        said = [lines[name][i] for i in range(len(group.lines))]
        result.groups += 1
        if not consistent(group, said):
            result.broken.append((name, said))
    return result


def _records(file: Made, text: str | None) -> list[str]:
    if text is None:
        return []
    records = text.split(file.separator)
    return records[:-1] if records and not records[-1] else records


def _planted(plant: Plant, here: str, every: str, result: Score) -> None:
    result.plants.append(plant)
    if _left(plant, here, every):
        result.leaks.append((plant, here if len(here) < 5000 else "?"))


def _untouched(block: Block, here: str, strict: bool, result: Score) -> None:
    """A line in which nothing is secret; by `strict` some of them hold what must be hidden."""
    if strict and _PLACES.search(block.text):
        return
    if block.kept:
        result.kept += 1
        result.lost += [(block.text, here)] if here != block.text else []
    else:
        result.plain += 1
        result.changed += [(block.text, here)] if here != block.text else []


def _left(plant: Plant, here: str, every: str) -> bool:
    """Is one of the secrets there: anywhere as it is, or at its place in any spelling, or half of it?"""
    if any(len(s) >= _FAR and s in every for s in plant.secrets):
        return True
    if plant.form == "name":
        return any(s in every for s in plant.secrets)
    wanted = {part for s in plant.secrets for part in _parts(s)}
    return any(part in reading for reading in readings(here) for part in wanted)


def _parts(secret: str) -> Iterable[str]:
    """The secret, and each half of it where that is long enough to be no chance."""
    half = len(secret) // 2
    yield secret
    if half >= 6:
        yield secret[:half]
        yield secret[-half:]


def consistent(group: Group, said: list[str]) -> bool:
    """One mark for the value in all lines, another one for the other value, related where it has to be."""
    fresh = [_tokens(now) - _tokens(was) for was, now in zip(group.lines, said)]
    fresh, last = fresh[:-1], fresh[-1]
    if any(group.value.lower() in now.lower() for now in said) or not all(fresh):
        return False
    common = set.intersection(*fresh)
    if group.loose:
        return all(any(_related(a, b) for a in fresh[0] for b in one) for one in fresh[1:])
    if not common or not last - common:
        return False
    return not group.related or any(_related(a, b) for a in common for b in last - common)


def _tokens(line: str) -> set[str]:
    """Words and marks, and the parts of those that are made of several."""
    found = set(_TOKEN.findall(line))
    parts = {p for t in found for p in re.findall(r"<[^<>\s]+>|[\w-]+", t)}
    return found | parts


def _related(a: str, b: str) -> bool:
    """Two marks that share their beginning or their end beyond the class that every mark has."""
    inside_a, inside_b = a.strip("<>").split(":", 1)[-1], b.strip("<>").split(":", 1)[-1]
    ahead = next(
        (i for i, (x, y) in enumerate(zip(inside_a, inside_b)) if x != y), min(len(inside_a), len(inside_b))
    )
    behind = next((i for i, (x, y) in enumerate(zip(inside_a[::-1], inside_b[::-1])) if x != y), 0)
    return ahead >= 3 or behind >= 3
