"""The role may not use the schema in which its tables are."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-19",)
EXPECT = Expect("postgres.permission", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            *needs.APP_SQL,
            "\\c appdb",
            "create schema core",
            "create table core.users (id int)",
            "grant select, insert, update, delete on core.users to app",
        ]
    )
    lab.declare(needs.postgres(tables=["core.users"]))
