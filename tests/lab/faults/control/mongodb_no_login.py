"""No login is asked for and none is given; a set of one member."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("mongodb", users=[], replica_set="rs0")
    lab.declare(mongodb("mongodb://10.77.2.2/billing"))
