"""Of two databases one does not know this host, the other not this password."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = (
    "PG-06",
    "PG-01",
)
EXPECT = Expect(causes=("postgres.hba", "postgres.auth"))


def world(lab: Lab) -> None:
    lab.postgres(hba="host all all 192.168.0.0/16 scram-sha-256\n", sql=needs.APP_SQL)
    sql = ["create role app login password 'another-1'", "create database appdb owner app"]
    lab.postgres(ip="10.77.2.4", sql=sql)
    there = "postgres://app:app-secret-7@10.77.2.4/appdb"
    lab.declare(needs.postgres() + needs.postgres(there, name="reports"))
