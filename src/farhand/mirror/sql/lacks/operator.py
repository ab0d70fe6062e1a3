"""Operators, by name, sides, and the types of these where they are certain."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.mirror.knowledge import catalogue
from farhand.mirror.knowledge.catalogue import Operator
from farhand.mirror.sql.lacks._told import lack
from farhand.mirror.sql.model import Lack, Use
from farhand.mirror.sql.nodes import Node, words
from farhand.mirror.sql.types import fits, type_of


def find(use: Use, nodes: list[Node], claimed: set[int]) -> Iterator[Lack]:
    for node in nodes:
        name = words(node.many("name")) if node.kind == "A_Expr" and node.get("kind") == "AEXPR_OP" else ()
        if name and name[-1] not in use.own.operators and (len(name) == 1 or name[0] == "pg_catalog"):
            yield from _lacking(node, name[-1], use)


def _lacking(node: Node, name: str, use: Use) -> Iterator[Lack]:
    sides = {side: node.node(side) for side in ("lexpr", "rexpr")}
    if any(one is not None and one.kind == "RowExpr" for one in sides.values()):
        return
    left, right = (type_of(one, use.own, use.major) for one in sides.values())
    majors = {
        major
        for one in catalogue.load().operators.get(name, ())
        if bool(one.left) == (sides["lexpr"] is not None) and bool(one.right) == (sides["rexpr"] is not None)
        for major in one.majors
        if _fits(one, left, right, major)
    }
    if majors and use.major not in majors:
        yield lack("operator", " ".join(filter(None, (left, name, right))), majors)


def _fits(operator: Operator, left: str | None, right: str | None, major: int) -> bool:
    return (not operator.left or fits(operator.left, left, major)) and (
        not operator.right or fits(operator.right, right, major)
    )
