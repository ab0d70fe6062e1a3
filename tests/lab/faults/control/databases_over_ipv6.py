"""PostgreSQL and Redis at IPv6 addresses."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-15",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(ip="fd77:2::2", sql=needs.APP_SQL)
    lab.redis(ip="fd77:2::2")
    url = "postgres://app:app-secret-7@[fd77:2::2]:5432/appdb"
    lab.declare(needs.postgres(url) + needs.redis("redis://[fd77:2::2]:6379/1"))
