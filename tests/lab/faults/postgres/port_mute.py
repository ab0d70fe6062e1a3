"""What listens on PostgreSQL's port is mute."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-13",)
EXPECT = Expect("tcp.mute", owner="customer-platform", subject="database")


def world(lab: Lab) -> None:
    lab.tcp(5432, "mute")
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
    """)
