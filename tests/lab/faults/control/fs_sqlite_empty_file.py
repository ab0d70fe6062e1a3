"""A SQLite database that was made and holds nothing yet; another is in WAL mode and read-only."""

from __future__ import annotations

import sqlite3

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o777)
    (data / "new.db").write_bytes(b"")
    (data / "new.db").chmod(0o666)
    made = sqlite3.connect(data / "old.db")
    made.execute("create table t (a)")
    made.commit()
    made.close()
    (data / "old.db").chmod(0o444)
    lab.declare(f"""
        [dependencies.fresh]
        kind = "sqlite"
        path = "{data}/new.db"
        writable = true
        [dependencies.reference]
        kind = "sqlite"
        path = "{data}/old.db"
        writable = false
    """)
