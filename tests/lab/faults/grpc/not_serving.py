"""The service says of itself that it does not serve."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-10",)
EXPECT = Expect("http.server_error", owner="vendor-engineering", subject="orders")


def world(lab: Lab) -> None:
    lab.serve("grpc", services={"shop.Orders": "NOT_SERVING"})
    lab.declare(
        needs.need("grpc", "orders", url="grpc://10.77.2.2:50051", run_by="vendor", services=["shop.Orders"])
    )
