"""A user that may use its own keys and little else; CONFIG and INFO are forbidden to it."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-03",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.redis(conf="user app on >app-secret ~app:* -@all +get +set +del +ping +hello +auth +select")
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://app:app-secret@10.77.2.2:6379/0"
        pool_size = 10
        processes = 4
    """)
