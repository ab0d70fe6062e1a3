"""Functions, by name, number of arguments, and their types where these are certain."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.mirror.knowledge import catalogue
from farhand.mirror.sql.lacks._told import lack
from farhand.mirror.sql.model import Lack, Use
from farhand.mirror.sql.nodes import Node, words
from farhand.mirror.sql.types import takes, type_of

#: What the grammar of older majors makes of the same words is another function, which they have.
_GRAMMAR = {"extract", "similar_to_escape"}
#: Extensions whose functions later became part of the server.
_FROM_EXTENSIONS = {"gen_random_uuid": "pgcrypto"}


def find(use: Use, nodes: list[Node], claimed: set[int]) -> Iterator[Lack]:
    for node in nodes:
        name = _name(node, use)
        if name and id(node) not in claimed:
            yield from _lacking(node, name, use)


def _name(node: Node, use: Use) -> str:
    """Of a call of the server's own function; empty for all else."""
    names = words(node.many("funcname")) if node.kind == "FuncCall" else ()
    if not names or (len(names) > 1 and names[0] != "pg_catalog"):
        return ""
    name = names[-1]
    if name in use.own.functions or _FROM_EXTENSIONS.get(name) in use.own.extensions:
        return ""
    return "" if name in _GRAMMAR and len(names) > 1 else name


def _lacking(node: Node, name: str, use: Use) -> Iterator[Lack]:
    arguments = node.many("args")
    if node.get("agg_within_group"):
        arguments += node.many("agg_order")
    given = [type_of(one, use.own, use.major) for one in arguments]
    as_array = bool(node.get("func_variadic"))
    fitting = [
        (major, one)
        for one in catalogue.load().functions.get(name, ())
        for major in one.majors
        if takes(one, given, major, as_array)
    ]
    majors = {major for major, _ in fitting}
    if majors and use.major not in majors:
        said = ", ".join(one or "?" for one in given)
        yield lack("function", f"{name}({said})", majors)
