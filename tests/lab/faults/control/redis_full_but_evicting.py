"""The memory is full, as it is meant to be: old keys give way."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-05",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.redis(
        conf="""maxmemory 2mb
maxmemory-policy allkeys-lru"""
    )
    held.fill_redis(lab, 6379, 4000)
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
