"""Captured statements: JSON lines or CSV with a column `query`, as pg_stat_statements is exported."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from farhand.mirror.sql.model import Piece

SUFFIXES = (".jsonl", ".csv")
#: What the column may be called.
COLUMNS = ("query", "statement", "sql", "internal_query")


def pieces(text: str, source: str) -> Iterator[Piece]:
    """One for each row that has a statement; a server cuts long ones, so that none of them must be whole."""
    for line, row in _rows(text):
        said = next((row[name] for name in COLUMNS if isinstance(row.get(name), str)), "")
        if said.strip():
            yield Piece(source, line, said, sure=False)


def _rows(text: str) -> Iterator[tuple[int, dict[Any, Any]]]:
    return _json(text.splitlines()) if text.lstrip().startswith("{") else _csv(text)


def _json(lines: Iterable[str]) -> Iterator[tuple[int, dict[Any, Any]]]:
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict):
            yield number, row


def _csv(text: str) -> Iterator[tuple[int, dict[Any, Any]]]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        for row in rows:
            yield rows.line_num, row
    except csv.Error:
        return
