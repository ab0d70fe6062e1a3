"""The password that the app has is not the server's."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-02",)
SREGYM = "valkey_auth_disruption"
EXPECT = Expect("redis.auth", owner="customer-dba", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(conf="requirepass another-word")
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://:app-secret@10.77.2.2:6379/0"
    """)
