"""Snapshots cannot be written, so the server refuses writes."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-06",)
EXPECT = Expect("redis.persistence", owner="customer-dba", subject="cache")


def world(lab: Lab) -> None:
    server = lab.redis(conf="save 3600 1")
    held.break_snapshots(lab, 6379, server.folder)
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
