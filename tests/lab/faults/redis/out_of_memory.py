"""The memory limit is reached and nothing may be thrown away."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-05",)
SREGYM = "valkey_memory_disruption"
EXPECT = Expect("redis.out_of_memory", owner="customer-dba", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(
        conf="""maxmemory 1mb
maxmemory-policy noeviction"""
    )
    held.fill_redis(lab, 6379, 2000)
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
