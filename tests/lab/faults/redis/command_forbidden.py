"""One command that the app is declared to need is forbidden to its user."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-03",)
EXPECT = Expect("redis.auth", owner="customer-dba", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(conf="user app on >app-secret ~* &* +@all -eval")
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://app:app-secret@10.77.2.2:6379/0"
        commands = ["get", "eval"]
    """)
