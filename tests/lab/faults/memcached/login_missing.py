"""The server wants a login, and the app has none."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("memcached.auth", owner="customer-platform", subject="cache")


def world(lab: Lab) -> None:
    lab.serve("memcached", login="app:app-secret")
    lab.declare("""
        [dependencies.cache]
        kind = "memcached"
        url = "memcached://10.77.2.2"
    """)
