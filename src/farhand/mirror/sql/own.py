"""What the app's own SQL makes: these names are never called missing; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from farhand.mirror.sql.model import Own
from farhand.mirror.sql.nodes import Node, walk, words
from farhand.mirror.sql.types import named

_RELATIONS = {"CreateStmt": "relation", "ViewStmt": "view", "CreateSeqStmt": "sequence"}
_TYPES = {"CreateEnumStmt": "type_name", "CreateRangeStmt": "type_name", "CreateDomainStmt": "domainname"}
_DEFINED = {"OBJECT_TYPE": "types", "OBJECT_AGGREGATE": "functions", "OBJECT_OPERATOR": "operators"}


def own(trees: Iterable[Node]) -> Own:
    """Of all statements of the app together."""
    made: dict[str, set[str]] = {
        key: set() for key in ("functions", "operators", "types", "relations", "extensions")
    }
    columns: dict[str, set[str]] = {}
    for tree in trees:
        for node in walk(tree):
            for kind, name in _makes(node):
                made[kind].add(name)
            if node.kind == "ColumnDef" and node.node("type_name"):
                columns.setdefault(str(node.get("colname")), set()).add(_typed(node))
    certain = {
        name: next(iter(types)) for name, types in columns.items() if len(types) == 1 and "" not in types
    }
    return Own(**{key: frozenset(names) for key, names in made.items()}, columns=certain)


def _typed(column: Node) -> str:
    return named(column.node("type_name"), Own()) or ""


def _makes(node: Node) -> Iterator[tuple[str, str]]:
    if node.kind == "CreateFunctionStmt":
        yield from (("functions", name) for name in words(node.many("funcname"))[-1:])
    elif node.kind == "CreateExtensionStmt":
        yield "extensions", str(node.get("extname"))
    elif node.kind == "CompositeTypeStmt":
        yield from _named_relation("types", node.node("typevar"))
    elif node.kind == "DefineStmt" and node.get("kind") in _DEFINED:
        yield from ((_DEFINED[node.get("kind")], name) for name in words(node.many("defnames"))[-1:])
    elif node.kind in _TYPES:
        yield from (("types", name) for name in words(node.many(_TYPES[node.kind]))[-1:])
    elif node.kind in _RELATIONS:
        yield from _named_relation("relations", node.node(_RELATIONS[node.kind]))
    elif node.kind == "CreateTableAsStmt" and node.node("into"):
        into = node.node("into")
        yield from _named_relation("relations", into.node("rel") if into else None)


def _named_relation(kind: str, relation: Node | None) -> Iterator[tuple[str, str]]:
    if relation is not None:
        yield kind, str(relation.get("relname"))
