"""The app has a login that the server does not ask for; on another port."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("memcached", port=11311)
    lab.declare("""
        [dependencies.cache]
        kind = "memcached"
        url = "memcached://10.77.2.2:11311"
        user = "app"
        password = "app-secret"
    """)
