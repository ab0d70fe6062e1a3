"""A web site answers in HTTP/2 where the gRPC server should be."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx

TAXONOMY: tuple[str, ...] = ("HTTP-14",)
EXPECT = Expect("http.wrong_backend", subject="orders")


def world(lab: Lab) -> None:
    page = "default_type text/html; return 200 '<html><title>Welcome</title></html>';"
    nginx(lab, 50051, f"server {{ listen 10.77.2.2:50051 http2; {page} }}")
    lab.declare(needs.need("grpc", "orders", url="grpc://10.77.2.2:50051"))
