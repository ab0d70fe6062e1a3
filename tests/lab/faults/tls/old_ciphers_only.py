"""The server takes only a cipher that clients have given up."""

from __future__ import annotations

from tests.lab import pki
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx, vhost
from tests.lab.sites import HTTPS, api, chain, root

TAXONOMY: tuple[str, ...] = ("TLS-12",)
EXPECT = Expect("tls.version", owner="customer-security", subject="api")


def world(lab: Lab) -> None:
    cert, key = chain(lab, pki.leaf(by=root(lab)))
    nginx(
        lab, 8443, vhost(8443, "ssl_protocols TLSv1.2; ssl_ciphers AES128-SHA; return 200 ok;", (cert, key))
    )
    api(lab, HTTPS)
