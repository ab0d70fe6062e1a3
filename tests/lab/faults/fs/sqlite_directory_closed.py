"""The file may be written, its directory may not: SQLite cannot make its journal."""

from __future__ import annotations

import sqlite3
from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("OS-05",)
EXPECT = Expect("fs.permission", owner="customer-platform", subject="store")


def world(lab: Any) -> None:
    home = lab.tmp / "db"
    home.mkdir()
    store = home / "app.db"
    with sqlite3.connect(store) as made:
        made.execute("create table t (x)")
    store.chmod(0o666)
    home.chmod(0o755)
    lab.declare(f"""
        [dependencies.store]
        kind = "sqlite"
        path = "{store}"
    """)
