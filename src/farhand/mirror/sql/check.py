"""Pieces of SQL against one PostgreSQL major: what that server lacks; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from farhand.errors import Mistake
from farhand.mirror.knowledge.catalogue import MAJORS
from farhand.mirror.sql import reading
from farhand.mirror.sql.lacks import finders
from farhand.mirror.sql.model import Checked, Lack, Own, Piece, Use
from farhand.mirror.sql.nodes import Node, walk
from farhand.mirror.sql.own import own
from farhand.mirror.sql.placeholders import filled

#: Of a statement, as it is told.
_TOLD = 300


@dataclass(frozen=True)
class _Read:
    source: str
    statement: reading.Statement
    tree: Node


def check(pieces: Iterable[Piece], major: int) -> Checked:
    """What PostgreSQL `major` lacks for these. Raises Mistake for an unknown major, or without a parser."""
    return against([*pieces], [major])[0]


def against(pieces: list[Piece], majors: Iterable[int]) -> list[Checked]:
    """The same for several majors; the text is read once."""
    wanted = [_known(major) for major in majors]
    read, unread = _read(pieces)
    names = own(one.tree for one in read)
    return [Checked(f"postgres:{major}", _lacks(read, names, major), len(read), unread) for major in wanted]


def _known(major: int) -> int:
    if major not in MAJORS:
        known = f"{MAJORS[0]} to {MAJORS[-1]}"
        raise Mistake(
            f"PostgreSQL {major} is not known here: the catalogues are those of {known}; give one of these"
        )
    return major


def _read(pieces: list[Piece]) -> tuple[list[_Read], tuple[tuple[str, int, str], ...]]:
    read: list[_Read] = []
    unread: list[tuple[str, int, str]] = []
    for piece in pieces:
        for one in reading.statements(filled(piece.text), piece.line):
            if one.tree is not None:
                read.append(_Read(piece.source, one, one.tree))
            elif one.why and piece.sure:
                unread.append((piece.source, one.line, one.why))
    return read, tuple(unread)


def _lacks(read: list[_Read], names: Own, major: int) -> tuple[Lack, ...]:
    found: dict[Lack, None] = {}
    for one in read:
        for lack in lacking(Use(one.tree, one.statement.text, names, major)):
            told = " ".join(one.statement.text.split())[:_TOLD]
            found[replace(lack, source=one.source, line=one.statement.line, statement=told)] = None
    return tuple(found)


def lacking(use: Use) -> Iterator[Lack]:
    """Of one statement, each once."""
    nodes, claimed = list(walk(use.tree)), set[int]()
    yield from dict.fromkeys(lack for finder in finders() for lack in finder.find(use, nodes, claimed))
