"""The app writes, and its user may only read."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-03",)
EXPECT = Expect("mysql.database_missing", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.serve(
        "mysql",
        sql=[
            "create database appdb",
            "create table appdb.invoices (id int)",
            "create user app@'%' identified by 'app-secret'",
            "grant select on appdb.* to app@'%'",
        ],
    )
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
        tables = ["invoices"]
    """)
