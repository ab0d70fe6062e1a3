"""Two hosts are named, none of them is the writer that target_session_attrs asks for."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-11",)
EXPECT = Expect("postgres.read_only", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    for ip in ("10.77.2.2", "10.77.2.3"):
        server = lab.postgres(
            ip=ip,
            sql=[
                "create role app login password 'app-secret'",
                "create database appdb owner app",
            ],
        )
        held.standby(server)
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432,10.77.2.3:5432/appdb?target_session_attrs=read-write"
    """)
