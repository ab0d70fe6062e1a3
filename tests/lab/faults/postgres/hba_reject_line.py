"""A line of pg_hba.conf rejects the app's network before the line that would let it in."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-06",)
EXPECT = Expect("postgres.hba", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        5433, hba="host all all 10.77.1.0/24 reject\nhost all all all scram-sha-256\n", sql=needs.APP_SQL
    )
    lab.dns.set("pg-main.corp.test", a=[lab.SVC])
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        host = "pg-main.corp.test"
        port = 5433
        user = "app"
        password = "app-secret-7"
        name = "appdb"
    """)
