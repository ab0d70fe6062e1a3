"""The app's user may read, but may not write."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-03",)
EXPECT = Expect("redis.auth", owner="customer-dba", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(conf="user app on >app-secret ~* &* -@all +@read +@connection +@transaction +info")
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://app:app-secret@10.77.2.2:6379/0"
    """)
