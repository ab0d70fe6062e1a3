"""The server speaks TLS only, and the app's URL says redis://."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-11",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(conf=held.redis_tls(lab))
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
