"""The database is there, and the app's user may not use it."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-03",)
EXPECT = Expect("mysql.database_missing", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.serve("mysql", then=["create database billing"])
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/billing"
    """)
