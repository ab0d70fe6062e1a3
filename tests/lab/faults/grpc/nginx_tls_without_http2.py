"""nginx ends TLS for gRPC, and offers HTTP/1.1 only."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect("http.wrong_backend", subject="orders")


def world(lab: Lab) -> None:
    lab.serve("grpc", port=50052)
    lab.trust()
    cert, key = lab.cert("10.77.2.2")
    way = f"ssl_certificate {cert}; ssl_certificate_key {key}; "
    way += "location / { grpc_pass grpc://10.77.2.2:50052; }"
    nginx(lab, 50051, f"server {{ listen 10.77.2.2:50051 ssl; {way} }}")
    lab.declare(needs.need("grpc", "orders", url="grpcs://10.77.2.2:50051"))
