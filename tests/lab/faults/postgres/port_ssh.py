"""An SSH server answers on PostgreSQL's port."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-14",)
EXPECT = Expect("tcp.wrong_service", owner="customer-platform", subject="database")


def world(lab: Lab) -> None:
    lab.tcp(5432, b"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n")
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
    """)
