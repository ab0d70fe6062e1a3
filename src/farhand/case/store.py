"""The entries of a case in one SQLite file.

Only two statements of SQL do the work, both of the standard, so that another database can hold a case later.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from farhand.errors import Mistake

NAME = "case.db"
_CREATE = """CREATE TABLE IF NOT EXISTS entry (
    author TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
    before TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (author, seq))"""
_COLUMNS = "author, seq, at, kind, body, before, digest"


class Damaged(Mistake):
    """The file is not a case, or an entry was altered or taken out."""


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `digest` covers all the rest, and by `before` the author's earlier entries."""

    author: str
    seq: int  # counts from 1, per author
    at: str  # RFC 3339, UTC
    kind: str
    body: Mapping[str, Any]
    before: str = ""
    digest: str = ""

    def row(self) -> tuple[str, int, str, str, str, str, str]:
        return (self.author, self.seq, self.at, self.kind, _plain(self.body), self.before, self.digest)

    def sealed(self) -> str:
        """What `digest` must be."""
        return hashlib.sha256(_plain(self.row()[:-1]).encode()).hexdigest()


class Case:
    """A case file, opened. `folder` is what `--case` names."""

    def __init__(self, folder: Path, author: str, create: bool = False) -> None:
        """Raises Mistake where there is no case and none is to be created, Damaged for another file."""
        self.folder, self.author = folder, author
        file = folder / NAME
        if not create and not file.is_file():
            raise Mistake(f"{folder}: there is no case here")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._db = _open(file)

    def add(self, kind: str, body: Mapping[str, Any], at: str = "") -> Entry:
        """One more entry of this author."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            mine = [e for e in self._read() if e.author == self.author]
            before = mine[-1].digest if mine else ""
            entry = Entry(self.author, len(mine) + 1, at or _now(), kind, body, before)
            entry = replace(entry, digest=entry.sealed())
            self._put(entry)
        return entry

    def entries(self) -> list[Entry]:
        """All entries, in the order of time, author and number. Raises Damaged where the chain is broken."""
        found = self._read()
        for author in {e.author for e in found}:
            _proved([e for e in found if e.author == author])
        return sorted(found, key=lambda e: (e.at, e.author, e.seq))

    def merge(self, others: Sequence[Entry]) -> int:
        """Take over what is not here yet; how many that were. Raises Damaged where two entries contradict."""
        here = {(e.author, e.seq): e for e in self._read()}
        fresh = [e for e in others if (e.author, e.seq) not in here]
        if any(here[e.author, e.seq] != e for e in others if (e.author, e.seq) in here):
            raise Damaged("the two copies of the case hold different entries in the same place")
        with self._db:
            for entry in fresh:
                self._put(entry)
        self.entries()
        return len(fresh)

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _put(self, entry: Entry) -> None:
        self._db.execute(f"INSERT INTO entry ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", entry.row())

    def _read(self) -> list[Entry]:
        with closing(self._db.execute(f"SELECT {_COLUMNS} FROM entry ORDER BY author, seq")) as rows:
            return [_entry(row) for row in rows]


def _open(file: Path) -> sqlite3.Connection:
    try:
        db = sqlite3.connect(file, timeout=5.0, isolation_level=None)
        db.execute(_CREATE)
    except sqlite3.DatabaseError as error:
        raise Damaged(f"{file}: not a case file: {error}") from None
    file.chmod(0o600)
    return db


def _entry(row: Sequence[Any]) -> Entry:
    try:
        author, seq, at, kind, body, before, digest = row
        return Entry(author, seq, at, kind, json.loads(body), before, digest)
    except ValueError:
        raise Damaged(f"entry {row[1]} of {row[0]} was altered") from None


def _proved(chain: Sequence[Entry]) -> None:
    before = ""
    for number, entry in enumerate(chain, 1):
        if entry.seq != number:
            raise Damaged(f"entry {number} of {entry.author} is missing")
        if entry.before != before or entry.digest != entry.sealed():
            raise Damaged(f"entry {number} of {entry.author} was altered")
        before = entry.digest


def _plain(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
