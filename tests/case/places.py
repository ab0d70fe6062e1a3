"""Where a case may lie: a folder of its own, or a schema of its own in a real PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

from farhand.case import Case
from tests.embed import servers

_NUMBERS = count(1)


@dataclass
class Place:
    """Opens cases by a name; the same name is the same case."""

    folder: Path
    server: servers.Postgres | None = None
    schemas: dict[str, str] = field(default_factory=dict)

    def open(self, name: str, author: str) -> Case:
        folder = self.folder / name
        return Case(folder, author, create=True, url=self.url(name))

    def url(self, name: str) -> str:
        """Empty for a file."""
        if self.server is None:
            return ""
        if name not in self.schemas:
            self.schemas[name] = f"s{next(_NUMBERS)}"
            self.server.sql(f"create schema {self.schemas[name]} authorization app", "appdb")
        bare = self.server.url.replace("postgresql:", "postgresql+psycopg:")
        return f"{bare}?options=-csearch_path%3D{self.schemas[name]}"

    def tamper(self, name: str, statement: str) -> None:
        """Do to the entries what Farhand never does."""
        if self.server is None:
            with sqlite3.connect(self.folder / name / "case.db") as db:
                db.execute(statement)
            db.close()
            return
        with psycopg.connect(self.server.url, options=f"-csearch_path={self.schemas[name]}") as db:
            db.execute(statement)  # type: ignore[arg-type]


@contextmanager
def postgres() -> Iterator[servers.Postgres]:
    with servers.postgres() as server:
        yield server
