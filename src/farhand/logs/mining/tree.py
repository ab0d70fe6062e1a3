"""The tree of masked words: one path per message shape, and bounds that do not depend on the order.

A node whose next word has more than its cap of different values holds a variable there: its children become
one, under MARK. Which nodes these are follows from the set of messages alone: a part never has more different
words at a node than the whole, and joining nodes only adds words.

Where many places have several words each, the number of leaves is a product, which caps alone do not bound.
`weight` is an upper limit of the leaves that, unlike their number, never gets smaller when messages are
added: a node over its cap counts as cap + 1 copies of its one child. Where the weight passes a limit the
next, smaller caps apply: first within one branch (below the first two words), so that free text in one kind
of message costs that kind only; then for the first two words of the tree, where a branch counts at most as
its own limit.
"""

from __future__ import annotations

from farhand.logs.mining.entry import Entry, new_entry
from farhand.logs.mining.masks import MARK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Kids = dict[bytes, "Node | Entry"]

#: Words that all branches have before them.
BRANCH = 2


class Bounds:
    """`top`: caps of the first and second word, from step to step; `inner`: caps of later words.

    `limit` and `branch`: the most weight of a tree and of a branch. The last step of both leaves one path.
    """

    __slots__ = ("branch", "inner", "limit", "top")

    def __init__(
        self,
        top: Sequence[tuple[int, int]] = ((1000, 12), (300, 12), (100, 8), (32, 6), (8, 3), (2, 2), (0, 0)),
        inner: Sequence[int] = (16, 8, 4, 2, 1, 0),
        limit: int = 5000,
        branch: int = 100,
    ) -> None:
        self.top, self.inner, self.limit, self.branch = top, inner, limit, branch


class Node:
    """`step`: which caps hold, at the root for the first words, at a branch for its own."""

    __slots__ = ("kids", "over", "step")

    def __init__(self, over: bool = False, step: int = 0) -> None:
        self.kids: Kids = {}
        self.over, self.step = over, step


class Caps:
    """The caps at each depth of one tree; `inner` is that of the branch one is in."""

    __slots__ = ("bounds", "inner", "top")

    def __init__(self, bounds: Bounds, root_step: int, branch_step: int = 0) -> None:
        self.bounds, self.top, self.inner = bounds, bounds.top[root_step], bounds.inner[branch_step]

    def at(self, depth: int) -> int:
        return self.top[depth] if depth < BRANCH else self.inner

    def enter(self, node: Node, depth: int) -> None:
        if depth == BRANCH:
            self.inner = self.bounds.inner[node.step]


def leaf(root: Node, words: Sequence[bytes], bounds: Bounds, bad: bool) -> Entry:
    """The entry of this path, made where there is none yet."""
    node, end, caps = root, len(words) - 1, Caps(bounds, root.step)
    for depth, word in enumerate(words):
        caps.enter(node, depth)
        word = MARK if node.over else word
        kid = node.kids.get(word)
        if kid is None:
            kid = node.kids[word] = new_entry(bad) if depth == end else Node()
            if len(node.kids) > caps.at(depth):
                fold(node, depth, caps)
                kid = node.kids[MARK]
        if isinstance(kid, Entry):
            return kid
        node = kid
    raise ValueError("a path needs at least one word")


def fold(node: Node, depth: int, caps: Caps) -> None:
    """The word at this place is a variable: all children become one."""
    whole, *others = node.kids.values()
    node.over = True
    for kid in others:
        join(whole, kid, depth + 1, caps)
    node.kids = {MARK: whole}


def join(into: Node | Entry, other: Node | Entry, depth: int, caps: Caps) -> None:
    """Put another subtree of the same depth into this one; the other is used up."""
    if isinstance(into, Entry) and isinstance(other, Entry):
        into.absorb(other)
        other.moved = into
    elif isinstance(into, Node) and isinstance(other, Node):
        if depth == BRANCH:
            for node in (into, other):
                narrow_branch(node, max(into.step, other.step), caps)
        caps.enter(into, depth)
        _join_nodes(into, other, depth, caps)
    else:
        raise ValueError("trees of different depth cannot be joined")


def _join_nodes(into: Node, other: Node, depth: int, caps: Caps) -> None:
    over = into.over or other.over
    for word, kid in other.kids.items():
        mine = into.kids.get(word)
        if mine is None:
            into.kids[word] = kid
        else:
            join(mine, kid, depth + 1, caps)
    if into.kids and (over or len(into.kids) > caps.at(depth)):
        fold(into, depth, caps)


def narrow_branch(node: Node, step: int, caps: Caps) -> None:
    """Apply smaller caps to one branch."""
    if step > node.step:
        node.step = step
        caps.enter(node, BRANCH)
        _narrow(node, BRANCH, caps, 1 << 30)


def narrow_root(root: Node, step: int, bounds: Bounds) -> None:
    """Apply smaller caps to the first words of a tree."""
    if step > root.step:
        root.step = step
        _narrow(root, 0, Caps(bounds, step), BRANCH)


def _narrow(node: Node | Entry, depth: int, caps: Caps, end: int) -> None:
    """From the top, for what becomes one is narrowed as one."""
    if isinstance(node, Entry) or depth >= end:
        return
    if node.kids and (node.over or len(node.kids) > caps.at(depth)):
        fold(node, depth, caps)
    for kid in node.kids.values():
        _narrow(kid, depth + 1, caps, end)


def bound(root: Node, bounds: Bounds) -> None:
    """Take smaller caps until the weights are within the limits; when is no matter, only that it is done."""
    _bound_branches(root, 0, bounds)
    while root.step + 1 < len(bounds.top) and weight(root, 0, Caps(bounds, root.step)) > bounds.limit:
        narrow_root(root, root.step + 1, bounds)
        _bound_branches(root, 0, bounds)


def _bound_branches(node: Node | Entry, depth: int, bounds: Bounds) -> None:
    if isinstance(node, Entry):
        return
    if depth < BRANCH:
        for kid in node.kids.values():
            _bound_branches(kid, depth + 1, bounds)
        return
    while node.step + 1 < len(bounds.inner):
        caps = Caps(bounds, 0, node.step)
        if _weight_within(node, depth, caps) <= bounds.branch:
            return
        narrow_branch(node, node.step + 1, caps)


def weight(node: Node | Entry, depth: int, caps: Caps) -> int:
    """At least the number of leaves, and never less than the weight of a part."""
    if isinstance(node, Entry):
        return 1
    if depth == BRANCH:
        most = caps.bounds.branch
        return most if node.step else min(most, _weight_within(node, depth, Caps(caps.bounds, 0)))
    return _weight_within(node, depth, caps)


def _weight_within(node: Node, depth: int, caps: Caps) -> int:
    total = sum(weight(kid, depth + 1, caps) for kid in node.kids.values())
    return total * (caps.at(depth) + 1) if node.over else total


def leaves(node: Node | Entry, path: tuple[bytes, ...] = ()) -> Iterator[tuple[tuple[bytes, ...], Entry]]:
    """(words, entry) in sorted order."""
    if isinstance(node, Entry):
        yield path, node
        return
    for word in sorted(node.kids):
        yield from leaves(node.kids[word], (*path, word))
