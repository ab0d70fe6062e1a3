"""A cluster of one node that has all slots works with any client."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-09",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.redis(conf="cluster-enabled yes")
    held.all_slots(lab, 6379)
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
