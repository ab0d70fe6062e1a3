"""Only the slots for superusers are left."""

from tests.lab import held, needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-08",)
EXPECT = Expect("postgres.too_many_connections", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    sql = ["create role app login password 'app-secret'", "create database appdb owner app"]
    lab.postgres(conf="max_connections = 8\nsuperuser_reserved_connections = 4\n", sql=sql)
    held.sessions(lab, 4)
    lab.declare(needs.postgres("postgresql+psycopg://app:app-secret@10.77.2.2:5432/appdb", pool_size=2))
