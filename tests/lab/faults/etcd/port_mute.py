"""What listens on etcd's port is mute."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-13",)
EXPECT = Expect("tcp.mute", owner="customer-platform", subject="config")


def world(lab: Lab) -> None:
    lab.tcp(2379, "mute")
    lab.declare("""
            [dependencies.config]
            kind = "etcd"
            url = "http://10.77.2.2:2379"
        """)
