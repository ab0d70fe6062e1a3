"""Files of SQL: schemas, migrations, queries."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.mirror.sql.model import Piece

SUFFIXES = (".sql", ".ddl", ".psql")


def pieces(text: str, source: str) -> Iterator[Piece]:
    yield Piece(source, 1, text)
