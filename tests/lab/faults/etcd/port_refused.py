"""Nothing listens on etcd's port."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-06",)
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="config")


def world(lab: Lab) -> None:
    lab.declare("""
            [dependencies.config]
            kind = "etcd"
            url = "http://10.77.2.2:2379"
        """)
