"""The SQLite file lies on a read-only mount, and the app writes."""

from __future__ import annotations

import sqlite3

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-03",)
EXPECT = Expect("fs.read_only", owner="customer-platform", subject="ledger")


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    with sqlite3.connect(data / "ledger.db") as made:
        made.execute("create table t (a)")
    made.close()
    (data / "ledger.db").chmod(0o666)
    data.chmod(0o777)
    lab.app.run(["mount", "--bind", data, data])
    lab.app.run(["mount", "-o", "remount,bind,ro", data])
    lab.declare(f"""
        [dependencies.ledger]
        kind = "sqlite"
        path = "{data}/ledger.db"
        writable = true
    """)
