"""A server that takes no writes, and an app that only reads."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("mysql", then=["create table appdb.invoices (id int)", "set global read_only = 1"])
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
        read_only = true
        tables = ["invoices"]
    """)
