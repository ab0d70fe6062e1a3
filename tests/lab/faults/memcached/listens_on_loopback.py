"""The server listens on 127.0.0.1 of its host only, as distributions install it."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="cache")


def world(lab: Lab) -> None:
    lab.serve("memcached", ip="127.0.0.1")
    lab.declare("""
        [dependencies.cache]
        kind = "memcached"
        url = "memcached://10.77.2.2"
    """)
