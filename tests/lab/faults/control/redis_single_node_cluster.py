"""A cluster of one node that has all slots works with any client."""

import time

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-09",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.redis(conf="cluster-enabled yes")
    held.redis_say(lab, 6379, "cluster addslotsrange 0 16383")
    time.sleep(1.5)
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
