"""Grammar, and what types and functions do: the probes of `features.toml` that failed on this major."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.mirror.knowledge import features
from farhand.mirror.sql.lacks._told import lack
from farhand.mirror.sql.model import Lack, Use
from farhand.mirror.sql.nodes import Node
from farhand.mirror.sql.shows import kinds, shown

ORDER = 1


def find(use: Use, nodes: list[Node], claimed: set[int]) -> Iterator[Lack]:
    there = {node.kind for node in nodes}
    for feature in features.load():
        if use.major not in feature.errors or not there & kinds(feature):
            continue
        found = [node for node in shown(feature, use, nodes) if not _own(node, use)]
        claimed.update(map(id, found))
        if found:
            yield lack("syntax", feature.title, feature.works, feature.instead)


def _own(node: Node, use: Use) -> bool:
    """A call of the app's own function, or a type of its own, that has the same name."""
    names = node.many("funcname") or node.many("names")
    last = names[-1].get("sval") if names and isinstance(names[-1], Node) else None
    owned = use.own.functions if node.kind == "FuncCall" else use.own.types
    qualified = len(names) > 1 and names[0].get("sval") != "pg_catalog"
    return last is not None and (last in owned or qualified)
