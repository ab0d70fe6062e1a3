"""What takes the connection hangs up once it was spoken to."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("TCP-12",)
EXPECT = Expect("tcp.reset", subject="orders")


def world(lab: Lab) -> None:
    lab.tcp(50051, "fin-after-data")
    lab.declare(needs.need("grpc", "orders", url="grpc://10.77.2.2:50051"))
