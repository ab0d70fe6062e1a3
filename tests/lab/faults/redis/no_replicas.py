"""The server refuses writes, because it has fewer replicas than it must have."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-04",)
EXPECT = Expect("redis.read_only", owner="customer-dba", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(conf="min-replicas-to-write 1")
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
