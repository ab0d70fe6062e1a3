"""haproxy speaks HTTP/2 on both sides, without TLS."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import haproxy

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("grpc", port=50052, services={"shop.Orders": "SERVING"})
    backend = "backend b\n server s1 10.77.2.2:50052 proto h2\n"
    haproxy(lab, 50051, f"frontend f\n bind 10.77.2.2:50051 proto h2\n default_backend b\n{backend}")
    lab.declare(needs.need("grpc", "orders", url="grpc://10.77.2.2:50051", services=["shop.Orders"]))
