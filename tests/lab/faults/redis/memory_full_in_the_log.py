"""The cache is full and may not evict; the app's log says so."""

from __future__ import annotations

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY: tuple[str, ...] = ("RD-05",)
SREGYM = "valkey_memory_disruption"
EXPECT = Expect("redis.out_of_memory", owner="customer-dba")


APP = """
import logging, redis
logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
cache = redis.Redis("10.77.2.2")
for number in range(3):
    try:
        cache.set(f"session:{number}", "x" * 1000)
    except redis.RedisError:
        logging.getLogger("billing.sessions").exception("a session was not kept")
"""


def world(lab: Lab) -> None:
    lab.redis(conf="maxmemory 3mb\nmaxmemory-policy noeviction")
    held.fill_redis(lab, 6379, 4000)
    lab.declare("")


def run(lab: Lab) -> Outcome:
    return lab.diagnose(lab.logged(APP))
