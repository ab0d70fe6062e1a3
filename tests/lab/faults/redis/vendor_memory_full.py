"""The vendor's Redis is full and evicts only keys with a time limit, of which there are none."""

from tests.lab import held, needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-05",)
EXPECT = Expect("redis.out_of_memory", owner="vendor-engineering", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(conf="maxmemory 3mb\nmaxmemory-policy volatile-lru")
    held.fill_redis(lab, 6379, 4000)
    lab.declare(needs.redis(run_by="vendor"))
