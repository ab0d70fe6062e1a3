"""nginx speaks HTTP/2, and passes gRPC on as HTTP/1."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect("http.wrong_backend", also=("http.bad_gateway",), subject="orders")


def world(lab: Lab) -> None:
    lab.serve("grpc", port=50052)
    way = "location / { proxy_pass http://10.77.2.2:50052; }"
    nginx(lab, 50051, f"server {{ listen 10.77.2.2:50051 http2; {way} }}")
    lab.declare(needs.need("grpc", "orders", url="grpc://10.77.2.2:50051"))
