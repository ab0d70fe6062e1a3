"""There is no user for the host that the app comes from."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-02",)
EXPECT = Expect("mysql.auth", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.serve("mysql", sql=["create database appdb", "create user app@10.9.9.9 identified by 'app-secret'"])
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
    """)
