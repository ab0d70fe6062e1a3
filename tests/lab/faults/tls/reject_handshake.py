"""nginx rejects handshakes for names that it does not know."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx
from tests.lab.sites import HTTPS, api

TAXONOMY: tuple[str, ...] = ("TLS-15",)
EXPECT = Expect("tls.hostname", subject="api")


def world(lab: Lab) -> None:
    lab.trust()
    nginx(lab, 8443, "server { listen 10.77.2.2:8443 ssl default_server; ssl_reject_handshake on; }")
    api(lab, HTTPS)
