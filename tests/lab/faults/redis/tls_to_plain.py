"""The app's URL says rediss:// and the server speaks no TLS."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-11",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="cache")


def world(lab: Lab) -> None:
    lab.redis()
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "rediss://10.77.2.2:6379/0"
    """)
