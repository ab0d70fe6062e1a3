"""etcd's database is at its quota."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("fs.full", owner="customer-platform", subject="config")


def world(lab: Lab) -> None:
    lab.serve("etcd", options=["--quota-backend-bytes", "400000"], fill=True)
    lab.declare("""
            [dependencies.config]
            kind = "etcd"
            url = "http://10.77.2.2:2379"
            prefix = "/billing/"
        """)
