"""A database in WAL mode that the app is writing to."""

from __future__ import annotations

import time
from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ()
EXPECT = Expect(healthy=True)


WORK = """
import sqlite3, sys, time
c = sqlite3.connect(sys.argv[1])
c.execute("pragma journal_mode=wal")
c.execute("create table t (x)")
c.commit()
print(1, flush=True)
while True:
    c.execute("insert into t values (1)")
    c.commit()
    time.sleep(0.01)
"""


def world(lab: Any) -> None:
    home = lab.tmp / "db"
    home.mkdir(mode=0o777)
    home.chmod(0o777)
    store = home / "app.db"
    writer = lab.app.start(["/usr/bin/python3", "-c", WORK, store], uid=lab.uid)
    while writer.running() and not writer.log.read_bytes():
        time.sleep(0.01)
    lab.declare(f"""
        [dependencies.store]
        kind = "sqlite"
        path = "{store}"
    """)
