"""The app needs a command of a module that the server has not loaded."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-12",)
EXPECT = Expect("redis.unsupported", owner="vendor-product", subject="cache")


def world(lab: Lab) -> None:
    lab.redis()
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
        commands = ["get", "ft.search"]
    """)
