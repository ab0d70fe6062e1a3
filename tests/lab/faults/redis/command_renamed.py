"""The administrator has renamed a command away that the app needs."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-12",)
EXPECT = Expect("redis.unsupported", subject="cache", also=("redis.auth",))


def world(lab: Lab) -> None:
    lab.redis(conf='rename-command EVAL ""')
    lab.declare(needs.redis(commands=["GET", "SET", "EVAL"]))
