"""Every connection of the app's pool sits idle inside a transaction."""

import time

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-09",)
EXPECT = Expect("db.pool_exhausted", owner="vendor-engineering", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
        ]
    )
    held.idle_in_transaction(lab, 4)
    time.sleep(5.5)
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
        pool_size = 2
        processes = 2
    """)
