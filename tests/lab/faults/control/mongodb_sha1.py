"""An old user whose password is for SCRAM-SHA-1, and holds marks."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("mongodb", users=[("app", "billing", "p@ss:w/rd%5", ["readWrite"], ["SCRAM-SHA-1"])])
    lab.declare(mongodb("mongodb://app:p%40ss%3Aw%2Frd%255@10.77.2.2/billing"))
