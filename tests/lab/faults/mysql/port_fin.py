"""What listens on the port is fin."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-11",)
EXPECT = Expect("tcp.reset", owner="customer-network", subject="database")


def world(lab: Lab) -> None:
    lab.tcp(3306, "fin")
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
    """)
