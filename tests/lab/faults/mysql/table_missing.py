"""A table that the app needs is not there."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-10",)
EXPECT = Expect("mysql.schema", owner="vendor-engineering", subject="database")


def world(lab: Lab) -> None:
    lab.serve("mysql", then=["create table appdb.invoices (id int)"])
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
        tables = ["invoices", "invoice_lines"]
    """)
