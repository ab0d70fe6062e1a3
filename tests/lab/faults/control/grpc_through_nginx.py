"""nginx ends TLS and passes gRPC on, by host name."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("grpc", port=50052)
    lab.trust()
    lab.dns.set("orders.lab.test", a=[lab.SVC])
    cert, key = lab.cert("orders.lab.test")
    way = f"ssl_certificate {cert}; ssl_certificate_key {key}; "
    way += "location / { grpc_pass grpc://10.77.2.2:50052; }"
    server = f"server {{ listen 10.77.2.2:443 ssl http2; server_name orders.lab.test; {way} }}"
    nginx(lab, 443, server + "server { listen 10.77.2.2:443 ssl default_server; ssl_reject_handshake on; }")
    lab.declare(needs.need("grpc", "orders", url="grpcs://orders.lab.test"))
