"""The server's own views and tables (pg_stat_activity, information_schema), and their columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from farhand.mirror.knowledge import catalogue
from farhand.mirror.sql.lacks._told import lack
from farhand.mirror.sql.model import Lack, Use
from farhand.mirror.sql.nodes import Node, words


def find(use: Use, nodes: list[Node], claimed: set[int]) -> Iterator[Lack]:
    own = use.own.relations | {str(one.get("ctename")) for one in nodes if one.kind == "CommonTableExpr"}
    named = [(one, _system(one, own)) for one in nodes if one.kind == "RangeVar"]
    known = catalogue.load().relations
    for name in sorted({name for _, name in named if name}):
        if use.major not in known[name]:
            yield lack("relation", name, known[name])
    yield from _columns(use, nodes, [(node, name) for node, name in named if name])


def _system(node: Node, own: frozenset[str] | set[str]) -> str:
    """The name in the catalogue of a system's relation; empty for the app's own."""
    name, schema = str(node.get("relname", "")), str(node.get("schemaname", ""))
    if schema == "information_schema":
        name = f"{schema}.{name}"
    elif schema not in ("", "pg_catalog") or (not schema and name in own):
        return ""
    return name if name in catalogue.load().relations else ""


def _columns(use: Use, nodes: list[Node], named: list[tuple[Node, str]]) -> Iterator[Lack]:
    """Of columns that are written with their table, or stand in a SELECT from one table only."""
    aliases: dict[str, set[str]] = {}
    for node, name in named:
        alias = node.node("alias")
        said = str(alias.get("aliasname")) if alias else str(node.get("relname"))
        if alias is None or not alias.many("colnames"):
            aliases.setdefault(said, set()).add(name)
    said_by = Counter(str(one.get("aliasname")) for one in nodes if one.kind == "Alias")
    sure = {said: next(iter(of)) for said, of in aliases.items() if len(of) == 1 and said_by[said] <= 1}
    found = {(sure[said], column) for said, column in _qualified(nodes) if said in sure}
    found |= set(_unqualified(nodes, {id(node): name for node, name in named}))
    for relation, column in sorted(found):
        majors = catalogue.load().columns.get((relation, column))
        if majors and use.major not in majors and use.major in catalogue.load().relations[relation]:
            yield lack("column", f"{relation}.{column}", majors)


def _qualified(nodes: list[Node]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        names = words(node.many("fields")) if node.kind == "ColumnRef" else ()
        if len(names) == 2:
            yield names[0], names[1]


def _unqualified(nodes: list[Node], system: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    selects = [node for node in nodes if node.kind == "SelectStmt" and node.many("from_clause")]
    if len(selects) != 1 or any(
        node.kind in ("CommonTableExpr", "InsertStmt", "UpdateStmt") for node in nodes
    ):
        return
    sources = selects[0].many("from_clause")
    if len(sources) != 1 or id(sources[0]) not in system:
        return
    for node in nodes:
        names = words(node.many("fields")) if node.kind == "ColumnRef" else ()
        if len(names) == 1:
            yield system[id(sources[0])], names[0]
