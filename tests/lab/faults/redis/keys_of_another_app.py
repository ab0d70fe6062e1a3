"""The user may do anything, but only with keys of another prefix."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-03",)
EXPECT = Expect("redis.auth", owner="customer-dba", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(conf="user app on >app-pw-77 ~shop:* +@all")
    lab.declare(needs.redis("redis://app:app-pw-77@10.77.2.2:6379/0", key_prefix="billing:"))
