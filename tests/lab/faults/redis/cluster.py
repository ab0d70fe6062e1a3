"""A member of a cluster that has no slots, and the app uses a plain client."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-09",)
EXPECT = Expect("redis.cluster", owner="vendor-engineering", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(conf="cluster-enabled yes")
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
