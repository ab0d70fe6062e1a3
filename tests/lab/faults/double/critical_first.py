"""The fault in what is not critical comes after the other."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = (
    "RD-02",
    "TCP-01",
)
EXPECT = Expect("redis.auth", owner="customer-dba", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(conf="requirepass right-pw-1")
    archive = "postgres://app:app-secret-7@10.77.2.2:5999/appdb"
    cache = "redis://:wrong-pw-1@10.77.2.2:6379"
    lab.declare(needs.postgres(archive, name="archive", critical=False) + needs.redis(cache))
