"""The vendor's own database lets only other networks in."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-06",)
EXPECT = Expect("postgres.hba", owner="vendor-engineering", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(hba="host all all 192.168.0.0/16 scram-sha-256\n", sql=needs.APP_SQL)
    lab.declare(needs.postgres(run_by="vendor"))
