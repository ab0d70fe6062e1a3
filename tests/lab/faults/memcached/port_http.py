"""A web server answers on the server's port."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("tcp.wrong_service", owner="customer-platform", subject="cache")


def world(lab: Lab) -> None:
    lab.http(11211)
    lab.declare("""
        [dependencies.cache]
        kind = "memcached"
        url = "memcached://10.77.2.2"
    """)
