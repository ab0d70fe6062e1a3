"""Something takes the connection and never speaks."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("TCP-13",)
EXPECT = Expect("tcp.mute", subject="orders")


def world(lab: Lab) -> None:
    lab.tcp(50051, "mute")
    lab.declare(needs.need("grpc", "orders", url="grpc://10.77.2.2:50051"))
