"""The SQLite file lies on a volume with no free byte."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-01",)
EXPECT = Expect("fs.full", owner="customer-platform", subject="ledger")


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    lab.app.run(["mount", "-t", "tmpfs", "-o", "size=256k,mode=777", "tmpfs", data])
    make = f"import sqlite3; c = sqlite3.connect('{data}/ledger.db'); c.execute('create table t (a)')"
    lab.app.run(["/usr/bin/python3", "-c", make], uid=lab.uid)
    lab.app.run(["dd", "if=/dev/zero", f"of={data}/core", "bs=4k"], check=False)
    lab.declare(f"""
        [dependencies.ledger]
        kind = "sqlite"
        path = "{data}/ledger.db"
        writable = true
    """)
