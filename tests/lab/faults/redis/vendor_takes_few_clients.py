"""The pools need more clients than the vendor's Redis takes."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-07",)
EXPECT = Expect("redis.too_many_clients", owner="vendor-engineering", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(conf="maxclients 30")
    lab.declare(needs.redis(pool_size=20, processes=4, run_by="vendor"))
