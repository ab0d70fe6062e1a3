"""The SQLite file was restored by root and is closed to the app."""

from __future__ import annotations

import sqlite3

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-05",)
EXPECT = Expect("fs.permission", owner="customer-platform", subject="database")


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o777)
    made = sqlite3.connect(data / "app.db")
    made.execute("create table t (a)")
    made.commit()
    made.close()
    (data / "app.db").chmod(0o600)
    lab.env["DATABASE_URL"] = f"sqlite:///{data}/app.db"
    lab.http(8080)
    lab.declare("""
        [env.DATABASE_URL]
        required = true
        [dependencies.database]
        kind = "sqlite"
        url = "${DATABASE_URL}"
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/"
    """)
