"""A file of the corpus as blocks in a row, and how they are mixed with what is ordinary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from tests.redaction.groups import Group
from tests.redaction.plant import Plant

#: Offsets over which a secret is laid: readers read in blocks of these sizes.
EDGES = (65_536, 262_144, 524_288, 1_048_576)
#: Separates the records of a file whose records are no lines.
SEPARATORS = {"environ": "\0", "oneline.json": '},{"at":'}


@dataclass(frozen=True)
class Block:
    """Records that belong together: a plant, a line that must be kept, one of a group, or ordinary ones."""

    text: str
    plant: Plant | None = None
    kept: bool = False
    group: Group | None = None
    place: int = 0  # in the group

    @property
    def plain(self) -> bool:
        return self.plant is None and self.group is None and not self.kept


@dataclass
class Made:
    """One file."""

    name: str
    blocks: list[Block] = field(default_factory=list)

    @property
    def separator(self) -> str:
        return SEPARATORS.get(self.name, "\n")

    def text(self) -> str:
        return "".join(block.text + self.separator for block in self.blocks)

    def placed(self) -> Iterator[tuple[int, int, Block]]:
        """First record, end and block."""
        at = 0
        for block in self.blocks:
            end = at + block.text.count(self.separator) + 1
            yield at, end, block
            at = end


def mix(file: Made, filler: list[str], chance: Random) -> None:
    """Spread the blocks of a file among ordinary lines."""
    blocks = file.blocks[:]
    chance.shuffle(blocks)
    places = sorted(chance.choices(range(len(filler) + 1), k=len(blocks)))
    file.blocks, at = [], 0
    for block, place in zip(blocks, places):
        file.blocks += [*map(Block, filler[at:place]), block]
        at = place
    file.blocks += map(Block, filler[at:])


def one_line(file: Made, filler: list[str], chance: Random) -> None:
    """Records of one array in one line: each begins after `{"at":`."""
    mix(file, filler, chance)
    planted = (
        Block(f'"2026-11-20T14:03:12Z",{b.text[1:-1]}', b.plant) if b.plant else b for b in file.blocks
    )
    file.blocks = [Block('[{"at":"2026-11-20T14:03:12Z"'), *planted]


def over_edges(file: Made) -> None:
    """Stretch a line before a plant, so that the plant's secret lies over the edge of a block."""
    for edge in EDGES:
        found = _last_before(file, edge)
        if found:
            index, start = found
            short = edge - start
            spare = next((i for i in range(index - 1, -1, -1) if file.blocks[i].plain), None)
            if spare is not None and short > 0:
                longer = (" " + "x" * 79) * (short // 80 + 1)
                file.blocks[spare] = Block(file.blocks[spare].text + longer[:short])


def _last_before(file: Made, edge: int) -> tuple[int, int] | None:
    """The last plant of one line before this offset: its index, and the offset of its secret's middle."""
    offset, found = 0, None
    for index, block in enumerate(file.blocks):
        data = block.text.encode("utf-8", "surrogateescape")
        secret = block.plant.secrets[0].encode() if block.plant and b"\n" not in data else b""
        inside = data.find(secret) if len(secret) > 3 else -1
        if inside >= 0 and edge - 60000 < offset + inside < edge - 60:
            found = (index, offset + inside + len(secret) // 2)
        offset += len(data) + 1
        if offset >= edge:
            return found
    return None
