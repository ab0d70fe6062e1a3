"""Protected mode: no password is set and the client comes from another host."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-08",)
EXPECT = Expect("redis.auth", owner="customer-dba", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(
        conf="""protected-mode yes
bind * -::*"""
    )
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
