"""nginx takes the handshake and asks for the client certificate with a status 400."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx, vhost
from tests.lab.sites import HTTPS, api

TAXONOMY: tuple[str, ...] = ("TLS-09",)
EXPECT = Expect("tls.client_cert", owner="customer-security", subject="api")


def world(lab: Lab) -> None:
    cert, key = lab.cert("api.lab.test")
    lab.trust()
    asks = f"ssl_client_certificate {lab.ca_file}; ssl_verify_client on; return 200 ok;"
    nginx(lab, 8443, vhost(8443, asks, (cert, key)))
    api(lab, HTTPS)
