"""A router of a sharded cluster, which is neither primary nor a member."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("mongodb_told", hello={"isWritablePrimary": True, "msg": "isdbgrid"})
    lab.declare(mongodb("mongodb://app:mongo-secret-5@10.77.2.2/billing"))
