"""The app sends a password and the server has none set."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-02",)
EXPECT = Expect("redis.auth", owner="customer-dba", subject="cache")


def world(lab: Lab) -> None:
    lab.redis()
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://:app-secret@10.77.2.2:6379/0"
    """)
