"""The app asks for version 2 of a service, and the server has version 1."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-05",)
EXPECT = Expect("http.not_found", subject="orders")


def world(lab: Lab) -> None:
    lab.serve("grpc", services={"shop.v1.Orders": "SERVING"})
    lab.declare(needs.need("grpc", "orders", url="grpc://10.77.2.2:50051", services=["shop.v2.Orders"]))
