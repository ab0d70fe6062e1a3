"""A replica that does not answer, because it has lost its master."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-10",)
EXPECT = Expect("redis.read_only", owner="customer-dba", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(
        conf="""replicaof 10.77.2.2 6999
replica-serve-stale-data no"""
    )
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
