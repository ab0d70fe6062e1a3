"""Names that nobody resolves are no matter where the address says directConnection."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers.mongodb_told import member

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    members = ["mongo-0.mongo-headless.internal:27017"]
    lab.serve("mongodb_told", hello=member("rs0", members, members[0]))
    lab.declare(mongodb("mongodb://app:mongo-secret-5@10.77.2.2/billing?directConnection=true"))
