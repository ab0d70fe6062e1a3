"""Run the containers of docker_worlds and print what `farhand diagnose` makes of what docker says of them.

python -m tests.platforms.docker_table [name …]    a line per world, and a count
    --own          what people send by themselves in place of the platform's commands
    --save DIR     keep what was printed; --read DIR judges what was kept, without running anything
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Protocol

from farhand.cli import main as farhand
from tests.kit.docker import Docker
from tests.platforms import captured
from tests.platforms.docker_worlds import EVERY, HELD_OUT, World


class Wanted(Protocol):
    """What is expected of a text: any of these causes first, and its owner where that is sure."""

    @property
    def name(self) -> str: ...

    @property
    def causes(self) -> tuple[str, ...]: ...

    @property
    def owner(self) -> str: ...


@dataclass(frozen=True)
class Row:
    """One world: the roots that were found, surest first, each with its owner."""

    world: Wanted
    verdict: str
    roots: tuple[tuple[str, str, float], ...]

    @property
    def right(self) -> bool:
        if not self.world.causes:
            return not self.roots
        return bool(self.roots) and any(fnmatchcase(self.roots[0][0], one) for one in self.world.causes)

    @property
    def owned(self) -> bool:
        return self.right and (not self.world.owner or self.roots[0][1] == self.world.owner)


def diagnosed(world: Wanted, text: str, folder: Path) -> Row:
    """What comes of a text by `farhand diagnose`."""
    path = folder / f"{world.name}.txt"
    path.write_text(text, "utf-8")
    with contextlib.redirect_stdout(io.StringIO()) as out:
        farhand(["diagnose", "--json", str(path)])
    found = json.loads(out.getvalue())
    roots = [(c["id"], c["owner"], c["confidence"]) for c in found["causes"] if c["role"] == "root"]
    return Row(world, found["verdict"], tuple(roots))


def _texts(names: list[str], save: str, read: str, own: bool) -> Iterator[tuple[World, str]]:
    wanted = [world for world in EVERY if not names or world.name in names]
    if read:
        yield from ((world, (Path(read) / f"{world.name}.txt").read_text("utf-8")) for world in wanted)
        return
    with Docker() as docker, tempfile.TemporaryDirectory() as place:
        captured.image(docker, Path(place) / "root")
        for world in wanted:
            text = captured.said(docker, world, own)
            if save:
                (Path(save) / f"{world.name}.txt").write_text(text, "utf-8")
            yield world, text


def _line(row: Row) -> str:
    found = ", ".join(f"{cause} {sure:.2f} ({owner})" for cause, owner, sure in row.roots) or row.verdict
    mark = "right" if row.owned else "owner" if row.right else "WRONG"
    return f"{mark:<6} {row.world.name:<28} {found}"


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("names", nargs="*")
    words.add_argument("--own", action="store_true")
    words.add_argument("--save", default="")
    words.add_argument("--read", default="")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = []
        for world, text in _texts(asked.names, asked.save, asked.read, asked.own):
            rows.append(diagnosed(world, text, Path(folder)))
            print(_line(rows[-1]), flush=True)
    for what, held, some in (
        ("faults", False, True),
        ("controls", False, False),
        ("held out", True, True),
        ("held out, controls", True, False),
    ):
        those = [row for row in rows if (row.world in HELD_OUT, bool(row.world.causes)) == (held, some)]
        right, owned = sum(row.right for row in those), sum(row.owned for row in those)
        print(f"{what}: {right} of {len(those)} right, {owned} with the owner")


if __name__ == "__main__":
    main()
