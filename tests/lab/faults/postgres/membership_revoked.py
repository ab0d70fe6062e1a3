"""The app reads by the rights of a group role, and was taken out of that group."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("PG-19",)
SREGYM = "revoke_auth"
EXPECT = Expect("postgres.permission", owner="customer-dba", subject="database")


GROUP = (
    "create role readers",
    "grant readers to app",
    "\\c appdb",
    "create table invoices (id int)",
    "grant select, insert, update, delete on invoices to readers",
    "revoke readers from app",
)


def world(lab: Lab) -> None:
    lab.postgres(sql=[*needs.APP_SQL, *GROUP])
    lab.declare(needs.postgres(tables=["invoices"]))
