"""What listens on Redis's port is garbage."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-14",)
EXPECT = Expect("tcp.wrong_service", owner="customer-platform", subject="cache")


def world(lab: Lab) -> None:
    lab.tcp(6379, "garbage")
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
