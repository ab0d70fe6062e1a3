"""What the check says of SQL against what real servers say of it.

Nothing is called missing in SQL that the server of that version takes: in none of these statements. What a
server refuses and another one takes is found, but for what no tree can show.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from farhand.mirror.knowledge import catalogue
from farhand.mirror.sql.check import against
from farhand.mirror.sql.model import Piece
from farhand.mirror.sql.reading import statements
from tests.mirror.postgres import Server, programs

CORPUS = Path(__file__).parent / "corpus"
#: Of thousands of made statements an ordinary run takes every so many.
STEP = 1 if os.environ.get("FARHAND_ALL") == "1" else 7


def refused(connection: Any, sql: str) -> str:
    """The error's text; empty where the server takes it. Nothing stays."""
    import psycopg

    connection.execute("begin")
    try:
        connection.execute(sql)
    except psycopg.Error as error:
        return f"{error.sqlstate} {error}"
    finally:
        connection.execute("rollback")
    return ""


def compared(
    connections: dict[int, Any], sqls: list[str], before: str = ""
) -> tuple[list[str], list[str], int]:
    """What was called missing though the server takes it, what was missed, and how much is really missing."""
    real = {major: [refused(one, sql) for sql in sqls] for major, one in connections.items()}
    pieces = [Piece(str(at), 1, sql) for at, sql in enumerate(sqls)] + [Piece("before", 1, before)]
    false, missed, missing = [], [], 0
    for checked in against(pieces, connections):
        major = int(checked.server.partition(":")[2])
        found = {one.source: one for one in checked.lacks}
        for at, sql in enumerate(sqls):
            gone = bool(real[major][at]) and any(not verdicts[at] for verdicts in real.values())
            missing += gone
            if not real[major][at] and str(at) in found:
                false.append(f"{major}: {sql}: {found[str(at)]}")
            elif gone and str(at) not in found:
                missed.append(f"{major}: {sql}: {real[major][at]}")
    return false, missed, missing


@pytest.fixture
def connections(running: dict[int, Server]) -> Iterator[dict[int, Any]]:
    opened = {major: one.connect() for major, one in running.items()}
    yield opened
    for one in opened.values():
        one.close()


def test_the_statements_of_an_app(connections: dict[int, Any]) -> None:
    schema = (CORPUS / "schema.sql").read_text("utf-8")
    sqls = [one.text for one in statements((CORPUS / "app.sql").read_text("utf-8"))]
    assert len(sqls) > 150
    for one in connections.values():
        one.execute("create schema app; set search_path = app")
        one.execute(schema)
    try:
        false, missed, missing = compared(connections, sqls, schema)
    finally:
        for one in connections.values():
            one.execute("drop schema app cascade")
    assert not false
    assert missing >= 35 * (len(connections) - 1)
    assert not missed


def test_the_definitions_of_the_newest_server_s_own_views(connections: dict[int, Any]) -> None:
    question = "select 'explain ' || pg_get_viewdef(oid) from pg_class where relkind = 'v'"
    sqls = [sql for (sql,) in connections[max(connections)].execute(question)]
    false, missed, missing = compared(connections, sqls)
    assert not false
    assert len(sqls) > 120
    # What is named in FROM for the columns of a function's result, and would be too many, or the same twice.
    assert all("columns available" in one or "is ambiguous" in one for one in missed), missed
    assert len(missed) < missing / 2


@pytest.mark.parametrize("kind", ["functions", "operators", "columns", "settings", "types"])
def test_every_entry_of_the_catalogues_used_in_a_statement(kind: str, connections: dict[int, Any]) -> None:
    false, missed, missing = compared(
        connections, MADE[kind]()[:: STEP if kind in ("functions", "columns") else 1]
    )
    assert not false
    assert missing or kind == "types"
    assert not [one for one in missed if "int8 !" not in one]  # which the newest grammar cannot read


def _null(name: str) -> str:
    named = name.lstrip("_")
    return (
        f'null::"char"{"[]" * (name[0] == "_")}'
        if named == "char"
        else f"null::{named}{'[]' * (name[0] == '_')}"
    )


#: No values of these can be written.
_PSEUDO = {"internal", "cstring", "record", "trigger", "event_trigger", "void", "unknown"}


def _usable(*types: str) -> bool:
    return not any(one in _PSEUDO or one.startswith("any") or one.endswith("_handler") for one in types)


def _functions() -> list[str]:
    return [
        f'explain select "{one.name}"({", ".join(map(_null, one.takes))}){" over ()" * (one.kind == "w")}'
        for several in catalogue.load().functions.values()
        for one in several
        if _usable(*one.takes, one.gives) and not one.variadic
    ]


def _operators() -> list[str]:
    return [
        f"explain select {one.left and _null(one.left)} {one.name} {one.right and _null(one.right)}"
        for several in catalogue.load().operators.values()
        for one in several
        if _usable(*filter(None, (one.left, one.right)))
    ]


MADE = {
    "functions": _functions,
    "operators": _operators,
    "columns": lambda: [f"explain select {column} from {name}" for name, column in catalogue.load().columns],
    "settings": lambda: [f"show {name}" for name in catalogue.load().settings],
    "types": lambda: [f"explain select {_null(name)}" for name in catalogue.load().types if _usable(name)],
}


def test_the_scripts_that_come_with_a_server_lack_nothing_on_it(running: dict[int, Server]) -> None:
    """Thousands of real statements, of which all are right by definition."""
    for major in running:
        share = programs(major) / "share/postgresql"
        files = [*share.glob("*.sql"), *sorted(share.glob("extension/*.sql"))[::STEP]]
        pieces = [Piece(file.name, 1, file.read_text("utf-8", "replace")) for file in files]
        (checked,) = against(pieces, [major])
        assert not checked.lacks
        assert checked.read > 500
        # Scripts of extensions hold words that are filled in when they are run.
        assert len(checked.unread) < checked.read / 50
