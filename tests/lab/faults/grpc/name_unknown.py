"""The server's name does not exist here."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("DNS-01",)
EXPECT = Expect("dns.nxdomain", owner="customer-network", subject="orders")


def world(lab: Lab) -> None:
    lab.declare(needs.need("grpc", "orders", url="grpc://orders.lab.test:50051"))
