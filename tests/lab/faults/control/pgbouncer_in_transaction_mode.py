"""PgBouncer with few servers before a small PostgreSQL, and an app with many clients."""

from tests.lab import held, needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-31",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    sql = ["create role app login password 'app-secret'", "create database appdb owner app"]
    lab.postgres(conf="max_connections = 12\n", sql=sql)
    held.bouncer(lab, settings="pool_mode = transaction\ndefault_pool_size = 2\nmax_client_conn = 300")
    url = "postgres://app:app-secret@10.77.2.2:6432/appdb"
    lab.declare(needs.postgres(url, pool_size=20, processes=4, tested=["13", "14", "15", "16"]))
