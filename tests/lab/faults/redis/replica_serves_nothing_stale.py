"""A replica without its master that serves no old data."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-10",)
EXPECT = Expect("redis.read_only", owner="customer-dba", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(conf="replicaof 10.77.2.9 6379\nreplica-serve-stale-data no")
    lab.declare(needs.redis(read_only=True))
