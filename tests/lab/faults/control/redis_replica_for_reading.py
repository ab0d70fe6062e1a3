"""A replica, and the app is declared to read only."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-04",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.redis(6380)
    lab.redis(conf="replicaof 10.77.2.2 6380")
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
        read_only = true
    """)
