"""The password was changed in the running server, and in no file."""

from __future__ import annotations

from tests.lab import held, needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("RD-02",)
SREGYM = "valkey_auth_disruption"
EXPECT = Expect("redis.auth", owner="customer-dba", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(conf="requirepass cache-word-1")
    held.redis_say(lab, 6379, "auth cache-word-1", "config set requirepass cache-word-2")
    lab.declare(needs.redis("redis://:cache-word-1@10.77.2.2:6379"))
