"""The client certificate ran out yesterday, and haproxy says so by an alert."""

from __future__ import annotations

from tests.lab import pki
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import haproxy, pem
from tests.lab.sites import HTTPS, api, chain, root

TAXONOMY: tuple[str, ...] = ("TLS-10",)
EXPECT = Expect("tls.client_cert", owner="customer-security", subject="api")


def world(lab: Lab) -> None:
    top = root(lab)
    both = pem(lab.tmp, *chain(lab, pki.leaf(by=top)))
    mine = chain(lab, pki.leaf(("app",), by=top, days=(-30, -1)), name="client")
    asks = f"ssl crt {both} ca-file {lab.tmp}/root.pem verify required"
    haproxy(lab, 8443, f"frontend f\n bind 10.77.2.2:8443 {asks}\n http-request return status 200\n")
    api(lab, HTTPS, rest=f'cert_file = "{mine[0]}"\nkey_file = "{mine[1]}"')
