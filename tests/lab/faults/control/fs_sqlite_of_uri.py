"""SQLite by a file: address, read-only, in a directory that nobody may write to."""

from __future__ import annotations

import sqlite3

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    data = lab.tmp / "ref"
    data.mkdir()
    made = sqlite3.connect(data / "zip codes.db")
    made.execute("create table t (a)")
    made.commit()
    made.close()
    data.chmod(0o555)
    lab.env["REF"] = f"sqlite:///{data}/zip%20codes.db?mode=ro"
    lab.declare("""
        [env.REF]
        [dependencies.reference]
        kind = "sqlite"
        url = "${REF}"
        writable = false
    """)
