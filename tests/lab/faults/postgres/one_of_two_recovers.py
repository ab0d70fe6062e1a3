"""One of two databases, run by the vendor, lets nobody in while it recovers."""

from tests.lab import held, needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-10",)
EXPECT = Expect("postgres.starting", owner="vendor-engineering", subject="europe")


def world(lab: Lab) -> None:
    lab.postgres(sql=needs.APP_SQL)
    held.closed_standby(lab.postgres(5444, ip="10.77.2.4", sql=needs.APP_SQL))
    there = "postgres://app:app-secret-7@10.77.2.4:5444/appdb"
    lab.declare(needs.postgres(name="america") + needs.postgres(there, name="europe", run_by="vendor"))
