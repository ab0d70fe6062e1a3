"""The pooler's only server connection is held for longer than query_wait_timeout."""

from tests.lab import held, needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-30",)
EXPECT = Expect("postgres.pooler", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(sql=["create role app login password 'app-secret'", "create database appdb owner app"])
    held.bouncer(lab, settings="pool_mode = session\ndefault_pool_size = 1\nquery_wait_timeout = 2")
    held.sessions(lab, 1, port=6432)
    lab.declare(needs.postgres("postgres://app:app-secret@10.77.2.2:6432/appdb"))
