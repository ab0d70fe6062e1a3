"""The database file is not there."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ()
EXPECT = Expect("fs.missing", owner="customer-platform", subject="store")


def world(lab: Any) -> None:
    store = lab.tmp / "app.db"
    lab.declare(f"""
        [dependencies.store]
        kind = "sqlite"
        path = "{store}"
    """)
