"""What `farhand diagnose` says of the recorded worlds of the cluster.

python -m tests.platforms.table [NAME …] [--read FOLDER]   every miss, and the counts
python -m tests.platforms.table --write                    also puts the table into docs/benchmarks.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench import put
from tests.lab.texts import Kept, Row, row
from tests.platforms import worlds
from tests.platforms.record import FOLDER

BEGIN, END = "<!-- cluster -->", "<!-- /cluster -->"
KINDS = ("usual", "asked")


@dataclass(frozen=True)
class Read:
    """One text of one world, diagnosed."""

    name: str
    kind: str
    row: Row


def kept(name: str, kind: str, folder: Path = FOLDER) -> Kept:
    """A recorded text, without the line that says where it is from."""
    text = (folder / f"{name}--{kind}.txt").read_text("utf-8").partition("\n")[2]
    return Kept(f"cluster/{name}", worlds.load(name).expect, "", text)


def rows(names: Sequence[str], folder: Path = FOLDER) -> Iterator[Read]:
    for name in names:
        for kind in KINDS:
            yield Read(name, kind, row(kept(name, kind, folder)))


def counts(found: Sequence[Read]) -> Iterator[tuple[str, str, str, str]]:
    """Text, faults with the cause first, faults with the right owner too, controls without alarm."""
    for kind in KINDS:
        of = [r.row for r in found if r.kind == kind and not r.name.startswith("control_")]
        calm = [r.row for r in found if r.kind == kind and r.name.startswith("control_")]
        yield (
            kind,
            f"{sum(r.first for r in of)} / {len(of)}",
            f"{sum(r.owner for r in of)} / {len(of)}",
            f"{sum(r.first for r in calm)} / {len(calm)}",
        )


def markdown(found: Sequence[Read]) -> str:
    head = "| text | cause first | and its owner | controls without alarm |\n|---|---|---|---|"
    lines = [head, *(f"| {' | '.join(line)} |" for line in counts(found)), ""]
    lines += ["| world | what is wrong | like SREGym's | usual | asked |", "|---|---|---|---|---|"]
    for name in dict.fromkeys(r.name for r in found):
        world = worlds.load(name)
        said = {
            r.kind: "yes" if r.row.first and r.row.owner else _short(r.row) for r in found if r.name == name
        }
        cells = (name, world.expect.cause or "nothing", world.like or "", said["usual"], said["asked"])
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _short(one: Row) -> str:
    return f"no: {one.said[0] if one.said else 'nothing'}"


def main(words: list[str]) -> int:
    folder = Path(words[words.index("--read") + 1]) if "--read" in words else FOLDER
    names = [n for n in worlds.names() if (folder / f"{n}--usual.txt").exists()]
    names = [n for n in names if n in words] or names
    found = []
    for one in rows(names, folder):
        found.append(one)
        for missed in one.row.missed:
            print(f"MISS {one.name} ({one.kind}): {missed[:300]}", flush=True)
    print(*(" | ".join(line) for line in counts(found)), sep="\n")
    if "--write" in words:
        put(markdown(found), BEGIN, END)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
