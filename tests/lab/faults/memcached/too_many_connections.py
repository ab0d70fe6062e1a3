"""The server's connection limit is used up."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("memcached.too_many_connections", owner="vendor-engineering", subject="cache")


def world(lab: Lab) -> None:
    lab.serve("memcached", options="-c 64")
    held.versions(lab, 11211, 80)
    lab.declare("""
        [dependencies.cache]
        kind = "memcached"
        url = "memcached://10.77.2.2"
    """)
