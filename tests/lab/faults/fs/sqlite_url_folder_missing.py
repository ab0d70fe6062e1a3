"""A SQLAlchemy URL of SQLite leads into a directory that is not there."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("fs.missing", owner="customer-platform", also=("config.file_missing",))


def world(lab: Lab) -> None:
    lab.env["DATABASE_URL"] = f"sqlite:///{lab.tmp}/var/app.db"
    lab.declare("""
        [env.DATABASE_URL]
        required = true
        format = "url"
        [dependencies.database]
        kind = "sqlite"
        url = "${DATABASE_URL}"
    """)
