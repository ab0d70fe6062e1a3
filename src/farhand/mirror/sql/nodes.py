"""The parser's tree as plain nodes, and paths into it; pure.

A node has the name of PostgreSQL's own structure (`SelectStmt`, `FuncCall`) and its fields as they are called
there. A field that has its default (no, zero, nothing) is left out. Trees are walked without recursion: SQL
is hostile, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

#: A path's element for "at any depth below".
ANYWHERE = "**"


@dataclass(frozen=True)
class Node:
    """`fields`: text, numbers, nodes, or tuples of these."""

    kind: str
    fields: Mapping[str, Any]

    def get(self, name: str, default: Any = None) -> Any:
        return self.fields.get(name, default)

    def node(self, name: str) -> Node | None:
        """The field, where it is a node."""
        found = self.fields.get(name)
        return found if isinstance(found, Node) else None

    def many(self, name: str) -> tuple[Any, ...]:
        """The field, where it is a list; else empty."""
        found = self.fields.get(name, ())
        return found if isinstance(found, tuple) else ()

    @property
    def location(self) -> int:
        """Byte offset in the text that was parsed."""
        return int(self.fields.get("location", 0))


def walk(top: Node) -> Iterator[Node]:
    """A node and all below it, parents first, in the order of the tree."""
    waiting: list[Any] = [top]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Node):
            yield one
            waiting.extend(reversed(tuple(one.fields.values())))
        elif isinstance(one, tuple):
            waiting.extend(reversed(one))


def at(top: Node, path: str) -> list[Any]:
    """All values at a dotted path; lists are looked through, and a number is a place in one."""
    found: list[Any] = [top]
    for step in path.split("."):
        found = [below for one in found for below in _below(one, step)]
    return found


def _below(one: Any, step: str) -> list[Any]:
    if not isinstance(one, Node):
        return []
    if step == ANYWHERE:
        return list(walk(one))
    name, _, place = step.partition("@")
    value = one.get(name, ())
    if not isinstance(value, tuple):
        return [value]
    return list(value) if not place else list(value[int(place) : int(place) + 1])


def words(names: tuple[Any, ...]) -> tuple[str, ...]:
    """The texts of a list of String nodes: a qualified name."""
    return tuple(str(one.get("sval", "")) for one in names if isinstance(one, Node) and one.kind == "String")
