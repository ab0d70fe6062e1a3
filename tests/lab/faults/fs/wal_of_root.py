"""Somebody opened the SQLite file as root once: the files beside it belong to root now."""

from __future__ import annotations

import os
import sqlite3

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-05",)
EXPECT = Expect("fs.permission", owner="customer-platform", subject="ledger")


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    os.chown(data, lab.uid, lab.uid)
    made = sqlite3.connect(data / "l.db")
    made.execute("pragma journal_mode = wal")
    made.execute("create table t (a)")
    made.commit()
    lab.keep = made  # so that -wal and -shm stay
    os.chown(data / "l.db", lab.uid, lab.uid)
    for end in ("-wal", "-shm"):
        (data / f"l.db{end}").chmod(0o600)
    lab.declare(f"""
        [dependencies.ledger]
        kind = "sqlite"
        path = "{data}/l.db"
        writable = true
    """)
