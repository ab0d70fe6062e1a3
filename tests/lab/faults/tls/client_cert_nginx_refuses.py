"""The client certificate is by an authority that nginx does not know."""

from __future__ import annotations

from tests.lab import pki
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx, vhost
from tests.lab.sites import HTTPS, api, chain, root

TAXONOMY: tuple[str, ...] = ("TLS-10",)
EXPECT = Expect("tls.client_cert", owner="customer-security", subject="api")


def world(lab: Lab) -> None:
    cert, key = chain(lab, pki.leaf(by=root(lab)))
    mine = chain(lab, pki.leaf(("app",), by=pki.authority("Other CA")), name="client")
    asks = f"ssl_client_certificate {lab.tmp}/root.pem; ssl_verify_client on; return 200 ok;"
    nginx(lab, 8443, vhost(8443, asks, (cert, key)))
    api(lab, HTTPS, rest=f'cert_file = "{mine[0]}"\nkey_file = "{mine[1]}"')
