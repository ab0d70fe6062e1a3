"""PostgreSQL answers on Redis's port."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-14",)
EXPECT = Expect("tcp.wrong_service", subject="cache", also=("tcp.reset",))


def world(lab: Lab) -> None:
    lab.postgres(6379)
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
