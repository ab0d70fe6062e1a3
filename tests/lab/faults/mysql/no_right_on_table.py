"""The app's user may not read one of the tables."""

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
            "create table appdb.secrets (id int)",
            "create user app@'%' identified by 'app-secret'",
            "grant select, insert, update, delete on appdb.invoices to app@'%'",
        ],
    )
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
        tables = ["invoices", "secrets"]
    """)
