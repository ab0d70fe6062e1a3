"""rediss:// with a certificate that the app trusts, a password and database 5."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-11",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.redis(conf=held.redis_tls(lab, "requirepass app-secret"))
    lab.trust()
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "rediss://:app-secret@10.77.2.2:6379/5"
        pool_size = 10
        processes = 4
        tested = ["6", "7"]
    """)
