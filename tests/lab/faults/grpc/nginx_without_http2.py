"""nginx in front of gRPC has no http2 in its listen line."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect("http.wrong_backend", also=("tcp.wrong_service",), subject="orders")


def world(lab: Lab) -> None:
    lab.serve("grpc", port=50052)
    way = "location / { grpc_pass grpc://10.77.2.2:50052; }"
    nginx(lab, 50051, f"server {{ listen 10.77.2.2:50051; {way} }}")
    lab.declare(needs.need("grpc", "orders", url="grpc://10.77.2.2:50051"))
