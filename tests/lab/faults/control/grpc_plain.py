"""A server with three services, all of which serve."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve(
        "grpc", services={"shop.Orders": "SERVING", "shop.Stock": "SERVING", "shop.Mail": "NOT_SERVING"}
    )
    lab.declare(
        needs.need("grpc", "orders", url="grpc://10.77.2.2:50051", services=["shop.Orders", "shop.Stock"])
    )
