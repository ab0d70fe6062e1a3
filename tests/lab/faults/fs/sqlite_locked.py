"""Another process holds the write lock and does not let go."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ()
EXPECT = Expect("db.slow_query", owner="vendor-engineering", subject="store")

HOLD = """
import sqlite3, sys, time
c = sqlite3.connect(sys.argv[1])
c.execute("begin exclusive")
print(1, flush=True)
time.sleep(60)
"""


def world(lab: Any) -> None:
    home = lab.tmp / "db"
    home.mkdir()
    store = home / "app.db"
    with sqlite3.connect(store) as made:
        made.execute("create table t (x)")
    store.chmod(0o666)
    home.chmod(0o777)
    holder = lab.app.start(["/usr/bin/python3", "-c", HOLD, store], uid=lab.uid)
    while holder.running() and not holder.log.read_bytes():
        time.sleep(0.01)
    lab.declare(f"""
        [dependencies.store]
        kind = "sqlite"
        path = "{store}"
    """)
