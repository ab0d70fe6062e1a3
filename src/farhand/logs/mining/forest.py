"""All trees of a summary: one for each number of words, errors apart from the rest."""

from __future__ import annotations

from farhand.logs.mining.entry import Entry
from farhand.logs.mining.tree import Bounds, Caps, Node, bound, join, leaf, leaves, narrow_root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Paths that may be asked for before the bounds are looked at, which costs as much as there are leaves.
_UNBOUND = 10_000


class Forest:
    """`trees`: (is an error, number of words) -> tree; at most two for each number of words."""

    __slots__ = ("asked", "bounds", "trees")

    def __init__(self, bounds: Bounds | None = None) -> None:
        self.bounds = bounds or Bounds()
        self.trees: dict[tuple[bool, int], Node] = {}
        self.asked = 0

    def leaf(self, words: Sequence[bytes], bad: bool) -> Entry:
        tree = self.trees.setdefault((bad, len(words)), Node())
        self.asked += 1
        return leaf(tree, words, self.bounds, bad)

    def absorb(self, other: Forest) -> None:
        """The other is used up."""
        for key, tree in other.trees.items():
            mine = self.trees.get(key)
            if mine is None:
                self.trees[key] = tree
                continue
            for one in (mine, tree):
                narrow_root(one, max(mine.step, tree.step), self.bounds)
            join(mine, tree, 0, Caps(self.bounds, mine.step))
        self.bound()

    def bound(self) -> None:
        for tree in self.trees.values():
            bound(tree, self.bounds)
        self.asked = 0

    def grown(self) -> bool:
        """Whether so many paths were asked for that the bounds want to be looked at."""
        return self.asked > _UNBOUND

    def leaves(self) -> Iterator[tuple[bool, tuple[bytes, ...], Entry]]:
        """(is an error, words, entry), sorted."""
        for bad, length in sorted(self.trees):
            for words, entry in leaves(self.trees[bad, length]):
                yield bad, words, entry

    def copy(self) -> Forest:
        forest = Forest(self.bounds)
        forest.trees = {key: copied(tree) for key, tree in self.trees.items()}
        return forest


def copied(node: Node) -> Node:
    fresh = Node(node.over, node.step)
    fresh.kids = {w: kid.copy() if isinstance(kid, Entry) else copied(kid) for w, kid in node.kids.items()}
    return fresh
