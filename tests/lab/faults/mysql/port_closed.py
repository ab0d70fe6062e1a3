"""Nothing listens on the port."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-06",)
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="database")


def world(lab: Lab) -> None:
    lab.serve("mysql", port=3307)
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
    """)
