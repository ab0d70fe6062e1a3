"""The SQLite check on real databases."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from farhand.checks import sqlite
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency, Seen


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "app.db"
    connection = sqlite3.connect(path)
    connection.execute("create table t (x)")
    connection.commit()
    connection.close()
    return path


def look(path: object, **settings: Any) -> dict[str, Seen]:
    need = Dependency("store", "sqlite", {"path": str(path), **settings})
    env = Environment({}, "Farhand's own environment", os.getpid(), os.getuid())
    return {row.stage: row for row in sqlite.probe(Look(App("x"), need, Deadline(10), env))}


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_a_good_database_answers_and_no_file_is_made(store: Path, mode: str) -> None:
    connection = sqlite3.connect(store)
    connection.execute(f"pragma journal_mode={mode}")
    connection.close()
    before = sorted(store.parent.iterdir())
    rows = look(store)
    said = {
        stage: sqlite.judge(stage, row.facts).outcome for stage, row in rows.items() if stage in sqlite.OWN
    }
    assert said == {"path": "pass", "access": "pass", "space": "pass", "open": "pass"}
    assert sorted(store.parent.iterdir()) == before


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    rows = look(tmp_path / "gone.db")
    assert [f.cause for f in sqlite.judge("path", rows["path"].facts).findings] == ["fs.missing"]
    assert not list(tmp_path.iterdir())


def test_another_file_is_no_database(store: Path) -> None:
    store.write_bytes(b"<html>" * 1000)
    verdict = sqlite.judge("open", look(store)["open"].facts)
    assert [f.cause for f in verdict.findings] == ["config.file_invalid"]


@pytest.mark.parametrize("begin", ["begin exclusive", "begin immediate"])
def test_a_lock_that_is_never_given_back_names_its_holder(store: Path, begin: str) -> None:
    import subprocess
    import sys

    hold = f"""
import sqlite3, sys, time
c = sqlite3.connect(sys.argv[1])
c.execute({begin!r})
print(1, flush=True)
time.sleep(30)
"""
    holder = subprocess.Popen([sys.executable, "-c", hold, str(store)], stdout=subprocess.PIPE)
    try:
        assert holder.stdout
        holder.stdout.readline()
        verdict = sqlite.judge("open", look(store)["open"].facts)
    finally:
        holder.kill()
        holder.wait()
    assert [f.cause for f in verdict.findings] == ["db.slow_query"]
    assert str(holder.pid) in verdict.says


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("sqlite:////srv/app.db", "/srv/app.db"),
        ("sqlite:///app.db", "app.db"),
        ("sqlite:///my%20app.db?mode=rw", "my app.db"),
        ("sqlite+pysqlite:////srv/app.db", "/srv/app.db"),
        ("sqlite://", ""),
        ("sqlite:///:memory:", ""),
        ("file:/srv/app.db?mode=ro", "/srv/app.db"),
        ("/srv/app.db", "/srv/app.db"),
    ],
)
def test_addresses(address: str, path: str) -> None:
    assert sqlite.file_of(address) == path


@pytest.mark.parametrize(("kernel", "writable", "finds"), [
    ({"r": True, "w": True, "x": False}, True, ()),
    ({"r": True, "w": False, "x": False}, True, ("fs.permission",)),
    ({"r": True, "w": False, "x": False}, False, ()),
    ({"r": False, "w": False, "x": False}, False, ("fs.permission",)),
])  # fmt: skip
def test_the_files_beside_the_database_must_be_open_too(
    store: Path, kernel: dict[str, bool], writable: bool, finds: tuple[str, ...]
) -> None:
    facts = {**look(store)["access"].facts, "writable": writable}
    facts["beside"] = [{"path": f"{store}-wal", "kernel": kernel}]
    verdict = sqlite.judge("access", facts)
    assert tuple(f.cause for f in verdict.findings) == finds
