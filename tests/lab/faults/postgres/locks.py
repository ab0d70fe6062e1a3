"""A session holds a lock for long, and others wait for it."""

import time

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-21",)
SREGYM = "postgres_lock_contention"
EXPECT = Expect("postgres.locks", owner="vendor-engineering", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
            r"\c appdb",
            "set role app",
            "create table invoices(id int)",
        ]
    )
    held.sessions(lab, 1, do="begin; lock table invoices; select pg_sleep(60)")
    held.sessions(lab, 3, do="select * from invoices")
    time.sleep(3.5)
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
    """)
