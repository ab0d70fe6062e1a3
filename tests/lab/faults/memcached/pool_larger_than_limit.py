"""The app's pools need more connections than the server takes."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("memcached.too_many_connections", owner="vendor-engineering", subject="cache")


def world(lab: Lab) -> None:
    lab.serve("memcached", options="-c 64")
    lab.declare("""
        [dependencies.cache]
        kind = "memcached"
        url = "memcached://10.77.2.2"
        pool_size = 10
        processes = 8
    """)
