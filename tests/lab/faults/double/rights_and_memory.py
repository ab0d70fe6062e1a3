"""The role has no right on a table, and the cache is full."""

from tests.lab import held, needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = (
    "PG-19",
    "RD-05",
)
EXPECT = Expect(causes=("postgres.permission", "redis.out_of_memory"))


def world(lab: Lab) -> None:
    lab.postgres(sql=[*needs.APP_SQL, "\\c appdb", "create table jobs (id int)"])
    lab.redis(conf="maxmemory 3mb\nmaxmemory-policy noeviction")
    held.fill_redis(lab, 6379, 4000)
    lab.declare(needs.postgres(tables=["jobs"]) + needs.redis())
