"""The app writes, and its address leads to a replica."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-04",)
EXPECT = Expect("redis.read_only", owner="customer-dba", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(6380)
    lab.redis(conf="replicaof 10.77.2.2 6380")
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
