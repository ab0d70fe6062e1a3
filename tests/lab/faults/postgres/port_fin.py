"""What listens on PostgreSQL's port is fin."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-11",)
EXPECT = Expect("tcp.reset", owner="customer-network", subject="database")


def world(lab: Lab) -> None:
    lab.tcp(5432, "fin")
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
    """)
