"""A user that may use two tables and nothing else."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve(
        "mysql",
        sql=[
            "create database appdb",
            "create table appdb.invoices (id int, note varchar(20) not null)",
            "create view appdb.latest as select max(id) as id from appdb.invoices",
            "create user app@'10.77.%' identified by 'app-secret'",
            "grant select, insert, update, delete on appdb.invoices to app@'10.77.%'",
            "grant select on appdb.latest to app@'10.77.%'",
        ],
    )
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
        tables = ["invoices", "appdb.latest"]
    """)
