"""A firewall drops what goes to the server's port."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("TCP-04",)
EXPECT = Expect("tcp.timeout", owner="customer-network", subject="orders")


def world(lab: Lab) -> None:
    lab.serve("grpc")
    lab.firewall("tcp dport 50051 drop")
    lab.declare(needs.need("grpc", "orders", url="grpc://10.77.2.2:50051"))
