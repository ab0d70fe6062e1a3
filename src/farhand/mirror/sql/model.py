"""The nouns: where SQL stands, what a server lacks for it, and what was looked at. Frozen, pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from farhand.mirror.sql.nodes import Node


@dataclass(frozen=True)
class Piece:
    """SQL text and where it stands; `line` counts from 1. `sure` is False for what may be no SQL."""

    source: str
    line: int
    text: str
    sure: bool = True


@dataclass(frozen=True)
class Lack:
    """Something that a statement uses and a server version does not have.

    `kind`: function, operator, type, syntax, setting, relation, column, extension. `has`: the versions known
    to have it, oldest first. `instead` is empty where nothing is known.
    """

    kind: str
    name: str
    has: tuple[str, ...]
    instead: str = ""
    source: str = ""
    line: int = 0
    statement: str = ""

    @property
    def since(self) -> str:
        """In words, which versions have it."""
        return f"exists in {self.has[0]}" + (f" to {self.has[-1]}" if len(self.has) > 1 else "")


@dataclass(frozen=True)
class Own:
    """What the app's own SQL makes, by name: never called missing. `columns`: column name -> its one type."""

    functions: frozenset[str] = frozenset()
    operators: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    extensions: frozenset[str] = frozenset()
    columns: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Use:
    """One statement as the finders get it: its tree, its text, what the app makes itself, the major."""

    tree: Node
    text: str
    own: Own
    major: int


@dataclass(frozen=True)
class Checked:
    """The result; `read` counts statements, `unread` has source, line and why of the others."""

    server: str
    lacks: tuple[Lack, ...]
    read: int
    unread: tuple[tuple[str, int, str], ...]
