"""rediss://, and the server's certificate is of a CA that the app does not know."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-06",)
EXPECT = Expect("tls.unknown_ca", subject="cache", also=("tls.self_signed",))


def world(lab: Lab) -> None:
    lab.redis(conf=held.redis_tls(lab))
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "rediss://10.77.2.2:6379/0"
    """)
