"""A pipe lies where the SQLite file should be, and opening it would hang."""

from __future__ import annotations

import os

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("fs.missing", owner="customer-platform", also=("config.file_invalid",))


def world(lab: Lab) -> None:
    os.mkfifo(lab.tmp / "app.db", 0o666)
    (lab.tmp / "app.db").chmod(0o666)
    lab.declare(f"""
        [dependencies.database]
        kind = "sqlite"
        path = "{lab.tmp}/app.db"
    """)
