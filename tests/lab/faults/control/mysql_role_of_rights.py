"""All rights come by a role."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve(
        "mysql",
        then=[
            "create table appdb.invoices (id int)",
            "revoke all on appdb.* from app@'%'",
            "create role writers",
            "grant all on appdb.* to writers",
            "grant writers to app@'%'",
            "set default role writers for app@'%'",
        ],
    )
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
        tables = ["invoices"]
    """)
