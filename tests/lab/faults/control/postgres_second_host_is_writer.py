"""The first host is a standby; target_session_attrs leads to the second."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-11",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    held.standby(
        lab.postgres(
            sql=[
                "create role app login password 'app-secret'",
                "create database appdb owner app",
            ]
        )
    )
    lab.postgres(
        ip="10.77.2.3",
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
        ],
    )
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432,10.77.2.3:5432/appdb?target_session_attrs=read-write"
    """)
