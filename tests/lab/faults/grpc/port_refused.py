"""Nothing listens on the server's port."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("TCP-01",)
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="orders")


def world(lab: Lab) -> None:
    lab.declare(needs.need("grpc", "orders", url="grpc://10.77.2.2:50051"))
