"""Entries are only ever added; what was altered or taken out is seen; copies merge as the union."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from farhand.case import Case, Damaged, database
from farhand.errors import Mistake
from tests.case.places import Place


def test_entries_come_back_in_order(place: Place) -> None:
    with place.open("a", "vendor") as case:
        case.add("problem", {"says": "it is broken"}, "2026-11-26T10:00:00Z")
        case.add("note", {"says": "ä\x00"}, "2026-11-26T10:01:00Z")
        assert [(e.seq, e.kind) for e in case.entries()] == [(1, "problem"), (2, "note")]
    with place.open("a", "vendor") as case:
        assert case.entries()[1].body == {"says": "ä\x00"}


@pytest.mark.parametrize(
    "sql",
    [
        'UPDATE entry SET body = \'{"says":"fine"}\' WHERE seq = 1',
        "UPDATE entry SET at = '2020' WHERE seq = 2",
        "DELETE FROM entry WHERE seq = 1",
        "DELETE FROM entry WHERE seq = 2",
        "UPDATE entry SET body = 'x' WHERE seq = 2",
        "UPDATE entry SET author = 'other' WHERE seq = 3",
    ],
)
def test_what_was_altered_is_seen(place: Place, sql: str) -> None:
    with place.open("a", "vendor") as case:
        for number in range(3):
            case.add("note", {"says": str(number)})
    place.tamper("a", sql)
    with place.open("a", "vendor") as case, pytest.raises(Damaged):
        case.entries()


ELSEWHERE = """
import sys
from pathlib import Path
from farhand.case import Case
with Case(Path(sys.argv[1]), "command line") as case:
    case.add("note", {"says": "from another process"})
"""


def test_a_server_that_has_it_open_and_the_command_line_lose_nothing_of_each_other(tmp_path: Path) -> None:
    """Were the locks of this process lost, the other one would remove the log when it closes."""
    with Case(tmp_path, "server", create=True) as server:
        for number in range(3):
            with Case(tmp_path, "page") as page:
                page.add("note", {"says": str(number)})
            assert len(server.entries()) == 2 * number + 1
            subprocess.run([sys.executable, "-c", ELSEWHERE, str(tmp_path)], check=True, timeout=60)
            assert len(server.entries()) == 2 * number + 2
    with Case(tmp_path, "later") as later:
        assert len(later.entries()) == 6


def test_what_is_taken_out_at_the_end_is_seen_by_who_has_read_it(place: Place) -> None:
    with place.open("a", "vendor") as case:
        case.add("note", {"says": "1"})
        case.add("note", {"says": "2"})
        assert len(case.entries()) == 2
        place.tamper("a", "DELETE FROM entry WHERE seq = 2")
        with pytest.raises(Damaged):
            case.entries()


def test_copies_merge_as_the_union(place: Place) -> None:
    with place.open("a", "vendor") as a, place.open("b", "site") as b:
        a.add("problem", {"says": "broken"}, "2026-11-26T10:00:00Z")
        b.add("note", {"says": "since noon"}, "2026-11-26T09:00:00Z")
        assert (a.merge(b.entries()), a.merge(b.entries()), b.merge(a.entries())) == (1, 0, 1)
        assert a.entries() == b.entries()
        assert [e.author for e in a.entries()] == ["site", "vendor"]


def test_copies_that_contradict_are_refused(place: Place) -> None:
    with place.open("a", "vendor") as a, place.open("b", "vendor") as b:
        a.add("note", {"says": "one"})
        b.add("note", {"says": "another"})
        b.add("note", {"says": "more"})
        for wrong in (b.entries(), b.entries()[1:]):
            with pytest.raises(Damaged):
                a.merge(wrong)
        assert [e.body["says"] for e in a.entries()] == ["one"]


def test_who_writes_in_a_copy_has_a_chain_apart(place: Place) -> None:
    with place.open("a", "ann") as a, place.open("b", "ann") as b:
        a.add("note", {"says": "one"})
        b.merge(a.entries())
        b.branch("c0ffee")
        b.add("note", {"says": "in the copy"})
        a.add("note", {"says": "two"})
        a.merge(b.entries())
        b.merge(a.entries())
        assert a.entries() == b.entries()
        assert {e.author for e in a.entries()} == {"ann", "ann~c0ffee"}
    with place.open("b", "ann") as again:
        assert again.author == "ann~c0ffee"


WRITES = """
import sys
from pathlib import Path
from farhand.case import Case
folder, url, author, count = sys.argv[1:]
case = Case(Path(folder), author, create=True, url=url)
for number in range(int(count)):
    case.add("note", {"says": f"{number}"})
"""


@pytest.mark.parametrize("authors", [("ann", "bob"), ("ann", "ann", "ann")])
def test_who_write_at_once_lose_nothing(place: Place, authors: tuple[str, ...]) -> None:
    """Also as one author, and where none of them finds a case yet."""
    argv = [sys.executable, "-c", WRITES, str(place.folder / "a"), place.url("a")]
    writing = [subprocess.Popen([*argv, author, "15"], stderr=subprocess.PIPE) for author in authors]
    said = [one.communicate()[1].decode() for one in writing]
    assert [one.returncode for one in writing] == [0] * len(authors), said
    with place.open("a", "reader") as case:
        found = case.entries()
        assert len(found) == 15 * len(authors)
        for author in set(authors):
            assert [e.seq for e in found if e.author == author] == list(
                range(1, 15 * authors.count(author) + 1)
            )


def test_reading_again_reads_what_is_new_alone(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """And adding reads none but the author's last entry, however many there are."""
    with place.open("a", "ann") as case:
        read: list[int] = []
        real = case._db.after
        monkeypatch.setattr(case._db, "after", lambda known: _counted(real(known), read))
        said: list[str] = []
        event.listen(case._db._engine, "before_cursor_execute", lambda *row: said.append(str(row[2])))
        for _ in range(100):
            case.add("note", {"says": "more"})
        assert not read
        assert all("LIMIT" in one for one in said if one.startswith("SELECT"))
        assert len(case.entries()) == 100
        case.add("note", {"says": "new"})
        assert len(case.entries()) == len(case.entries()) == 101
        assert read == [100, 1]


def _counted(rows: list[Any], read: list[int]) -> list[Any]:
    read.append(len(rows))
    return rows


def test_a_clock_that_is_set_back_does_not_change_the_order(place: Place) -> None:
    with place.open("a", "ann") as case:
        case.add("asked", {"id": "x"}, "2999-01-01T00:00:00.000Z")
        assert case.add("answered", {"id": "x"}).at == "2999-01-01T00:00:00.000Z"
        assert [e.kind for e in case.entries()] == ["asked", "answered"]


def test_another_file_is_no_case(tmp_path: Path) -> None:
    (tmp_path / "case.db").write_text("something else entirely, longer than a header of SQLite is")
    with pytest.raises(Damaged):
        Case(tmp_path, "vendor")
    with pytest.raises(Mistake):
        Case(tmp_path / "nowhere", "vendor")


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    with Case(tmp_path / "a", "ann", create=True) as case:
        case.add("note", {"says": "x"})
        assert {path.stat().st_mode & 0o077 for path in (tmp_path / "a").iterdir()} == {0}


OLD = """CREATE TABLE IF NOT EXISTS entry (
    author TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
    before TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (author, seq))"""


def test_a_file_of_before_is_read_and_written_on(tmp_path: Path) -> None:
    row = ["ann", 1, "2026-11-26T10:00:00.000Z", "problem", '{"says":"ä"}', ""]
    digest = hashlib.sha256(json.dumps(row, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()
    with sqlite3.connect(tmp_path / "case.db") as db:
        db.execute(OLD)
        db.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, digest))
    db.close()
    with Case(tmp_path, "ann") as case:
        assert case.add("note", {"says": "more"}).seq == 2
        assert [e.kind for e in case.entries()] == ["problem", "note"]


def test_the_statements_are_of_postgresql_too() -> None:
    dialect = postgresql.dialect()
    for table in database.TABLES:
        made = str(CreateTable(table).compile(dialect=dialect))
        assert "CREATE TABLE" in made
        assert "SERIAL" not in made  # numbers are given by the chain, not by the database


def test_halves_of_characters_are_kept_out(tmp_path: Path) -> None:
    with Case(tmp_path, "ann", create=True) as case:
        case.add("note", {"says": "broken \udce4 \ud800"})
        assert case.entries()[0].body == {"says": "broken ? ?"}


def test_a_case_in_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Mistake, match="cannot be opened"):
        Case(tmp_path / "file" / "case", "ann", create=True)
