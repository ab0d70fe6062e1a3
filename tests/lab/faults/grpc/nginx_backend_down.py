"""nginx passes gRPC on to a port where nothing listens."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx

TAXONOMY: tuple[str, ...] = ("HTTP-11",)
EXPECT = Expect("http.bad_gateway", owner="customer-platform", subject="orders")


def world(lab: Lab) -> None:
    way = "location / { grpc_pass grpc://127.0.0.1:9999; }"
    nginx(lab, 50051, f"server {{ listen 10.77.2.2:50051 http2; {way} }}")
    lab.declare(needs.need("grpc", "orders", url="grpc://10.77.2.2:50051"))
