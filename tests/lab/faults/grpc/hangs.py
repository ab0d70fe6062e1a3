"""The server speaks HTTP/2, and no call is ever answered."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-12",)
EXPECT = Expect("http.timeout", subject="orders")


def world(lab: Lab) -> None:
    lab.serve("grpc", hangs=True)
    lab.declare(needs.need("grpc", "orders", url="grpc://10.77.2.2:50051"))
