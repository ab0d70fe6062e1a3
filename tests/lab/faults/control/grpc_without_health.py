"""A server that has no health service: it answers, which is no fault."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("grpc", health=False)
    lab.declare(needs.need("grpc", "orders", url="grpc://10.77.2.2:50051"))
