"""Types that are named in casts, columns and parameters."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.mirror.knowledge import catalogue
from farhand.mirror.sql.lacks._told import lack
from farhand.mirror.sql.model import Lack, Use
from farhand.mirror.sql.nodes import Node, words


def find(use: Use, nodes: list[Node], claimed: set[int]) -> Iterator[Lack]:
    known = catalogue.load().types
    for node in nodes:
        names = words(node.many("names")) if node.kind == "TypeName" and id(node) not in claimed else ()
        if not names or (len(names) > 1 and names[0] != "pg_catalog") or names[-1] in use.own.types:
            continue
        majors = known.get(names[-1])
        if majors and use.major not in majors:
            yield lack("type", names[-1], majors)
