"""Entries are only ever added; what was altered or taken out is seen; copies merge as the union."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from farhand.case import Case, Damaged
from farhand.errors import Mistake


def test_entries_come_back_in_order(tmp_path: Path) -> None:
    with Case(tmp_path, "vendor", create=True) as case:
        case.add("problem", {"says": "it is broken"}, "2026-11-26T10:00:00Z")
        case.add("note", {"says": "ä"}, "2026-11-26T10:01:00Z")
        assert [(e.seq, e.kind) for e in case.entries()] == [(1, "problem"), (2, "note")]


@pytest.mark.parametrize(
    "sql",
    [
        'UPDATE entry SET body = \'{"says":"fine"}\' WHERE seq = 1',
        "UPDATE entry SET at = '2020' WHERE seq = 2",
        "DELETE FROM entry WHERE seq = 1",
        "UPDATE entry SET body = 'x' WHERE seq = 2",
    ],
)
def test_what_was_altered_is_seen(tmp_path: Path, sql: str) -> None:
    with Case(tmp_path, "vendor", create=True) as case:
        for number in range(3):
            case.add("note", {"says": str(number)})
    with sqlite3.connect(tmp_path / "case.db") as db:
        db.execute(sql)
    with Case(tmp_path, "vendor") as case, pytest.raises(Damaged):
        case.entries()


def test_copies_merge_as_the_union(tmp_path: Path) -> None:
    with Case(tmp_path / "a", "vendor", create=True) as a, Case(tmp_path / "b", "site", create=True) as b:
        a.add("problem", {"says": "broken"}, "2026-11-26T10:00:00Z")
        b.add("note", {"says": "since noon"}, "2026-11-26T09:00:00Z")
        assert (a.merge(b.entries()), a.merge(b.entries()), b.merge(a.entries())) == (1, 0, 1)
        assert a.entries() == b.entries()
        assert [e.author for e in a.entries()] == ["site", "vendor"]


def test_copies_that_contradict_are_refused(tmp_path: Path) -> None:
    with Case(tmp_path / "a", "vendor", create=True) as a, Case(tmp_path / "b", "vendor", create=True) as b:
        a.add("note", {"says": "one"})
        b.add("note", {"says": "another"})
        with pytest.raises(Damaged):
            a.merge(b.entries())


def test_another_file_is_no_case(tmp_path: Path) -> None:
    (tmp_path / "case.db").write_text("something else entirely, longer than a header of SQLite is")
    with pytest.raises(Damaged):
        Case(tmp_path, "vendor")
    with pytest.raises(Mistake):
        Case(tmp_path / "nowhere", "vendor")
