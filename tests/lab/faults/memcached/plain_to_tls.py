"""The server speaks TLS only, and the app does not."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="cache")


def world(lab: Lab) -> None:
    lab.serve("memcached", tls=lab.cert("10.77.2.2"))
    lab.declare("""
        [dependencies.cache]
        kind = "memcached"
        url = "memcached://10.77.2.2"
    """)
