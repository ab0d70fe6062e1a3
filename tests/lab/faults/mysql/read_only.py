"""A server that takes no writes, and the app writes."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-08",)
EXPECT = Expect("mysql.read_only", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.serve("mysql", then=["set global read_only = 1"])
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
    """)
