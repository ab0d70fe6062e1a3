"""SQLite may write its file, but not the journal beside it: the folder belongs to root."""

from __future__ import annotations

import os
import sqlite3

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-05",)
EXPECT = Expect("fs.permission", owner="customer-platform", subject="ledger")


def world(lab: Lab) -> None:
    data = lab.tmp / "srv data"
    data.mkdir()
    with sqlite3.connect(data / "l.sqlite3") as made:
        made.execute("create table t (a)")
    made.close()
    os.chown(data / "l.sqlite3", lab.uid, lab.uid)
    lab.declare(f"""
        [dependencies.ledger]
        kind = "sqlite"
        path = "{data}/l.sqlite3"
        writable = true
    """)
