"""Half of the SQLite file is gone after a failed copy."""

from __future__ import annotations

import sqlite3

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("config.file_invalid", owner="customer-platform", also=("fs.io_error",))


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o777)
    with sqlite3.connect(data / "l.db") as made:
        for number in range(40):
            made.execute(f"create table t{number} (a, b, c)")
        made.execute("insert into t1 select zeroblob(100000), 1, 2")
    made.close()
    whole = (data / "l.db").read_bytes()
    (data / "l.db").write_bytes(whole[: len(whole) // 3])
    (data / "l.db").chmod(0o666)
    lab.declare(f"""
        [dependencies.ledger]
        kind = "sqlite"
        path = "{data}/l.db"
    """)
