"""haproxy in front of gRPC has no server left."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import haproxy

TAXONOMY: tuple[str, ...] = ("HTTP-11",)
EXPECT = Expect("http.bad_gateway", owner="vendor-engineering", subject="orders")


def world(lab: Lab) -> None:
    backend = "backend b\n server s1 127.0.0.1:9999 proto h2 check disabled\n"
    haproxy(lab, 50051, f"frontend f\n bind 10.77.2.2:50051 proto h2\n default_backend b\n{backend}")
    lab.declare(needs.need("grpc", "orders", url="grpc://10.77.2.2:50051", run_by="vendor"))
