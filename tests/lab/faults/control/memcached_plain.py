"""No login; the address is host:port."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("memcached")
    lab.declare("""
        [dependencies.cache]
        kind = "memcached"
        url = "10.77.2.2:11211"
        pool_size = 10
        processes = 4
    """)
