"""The rights were taken from the role that the app's user has."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("MY-03",)
SREGYM = "revoke_auth"
EXPECT = Expect("mysql.database_missing", owner="customer-dba", subject="database", also=("mysql.auth",))


ROLE = (
    "create table appdb.invoices (id int)",
    "revoke all privileges, grant option from app@'%'",
    "create role billing",
    "grant all on appdb.* to billing",
    "grant billing to app@'%'",
    "set default role billing for app@'%'",
    "revoke all on appdb.* from billing",
)


def world(lab: Lab) -> None:
    lab.serve("mysql", then=ROLE)
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
        tables = ["invoices"]
    """)
