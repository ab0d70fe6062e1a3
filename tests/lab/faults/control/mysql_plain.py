"""A server, a user with a password, and the tables that the app needs."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("mysql", then=["create table appdb.invoices (id int not null)"])
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
        tables = ["invoices"]
        pool_size = 5
        processes = 4
        tested = ["10.6", "10.11"]
    """)
