"""The app has another password than the server."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("memcached.auth", owner="customer-platform", subject="cache")


def world(lab: Lab) -> None:
    lab.serve("memcached", login="app:another-word")
    lab.declare("""
        [dependencies.cache]
        kind = "memcached"
        url = "memcached://10.77.2.2"
        user = "app"
        password = "app-secret"
    """)
