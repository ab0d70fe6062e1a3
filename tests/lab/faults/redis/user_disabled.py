"""The app's user is switched off."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-02",)
EXPECT = Expect("redis.auth", owner="customer-dba", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(conf="user app off >app-secret ~* +@all")
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://app:app-secret@10.77.2.2:6379/0"
    """)
