"""A PostgreSQL, which hangs up on all it does not know, listens where Redis is expected."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-14",)
EXPECT = Expect("tcp.wrong_service", owner="customer-platform", subject="cache")


def world(lab: Lab) -> None:
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    lab.postgres(6379)

    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://cache.lab.test:6379/0"
    """)
