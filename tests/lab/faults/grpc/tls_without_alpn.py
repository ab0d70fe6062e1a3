"""A balancer ends TLS without ALPN; new gRPC libraries hang up there."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import haproxy, pem

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect("http.wrong_backend", subject="orders")


def world(lab: Lab) -> None:
    lab.serve("grpc", port=50052)
    lab.trust()
    both = pem(lab.tmp, *lab.cert("10.77.2.2"))
    front = f"frontend f\n mode tcp\n bind 10.77.2.2:50051 ssl crt {both}\n default_backend b\n"
    haproxy(lab, 50051, front + "backend b\n mode tcp\n server s1 10.77.2.2:50052\n")
    lab.declare(needs.need("grpc", "orders", url="grpcs://10.77.2.2:50051"))
