"""PostgreSQL and MySQL together, a SQLite file and a directory beside them."""

from __future__ import annotations

import sqlite3

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(sql=[*needs.APP_SQL, "\\c appdb", "set role app", "create table accounts (id int)"])
    lab.serve("mysql")
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o777)
    with sqlite3.connect(data / "state.db") as made:
        made.execute("create table state (k, v)")
    made.close()
    (data / "state.db").chmod(0o666)
    lab.declare(
        needs.postgres(tables=["accounts"])
        + needs.need("mysql", "legacy", url="mysql://app:app-secret@10.77.2.2/appdb")
        + needs.need("sqlite", "state", path=f"{data}/state.db", writable=True)
        + needs.need("directory", "data", path=str(data), writable=True, min_free="1MiB")
    )
