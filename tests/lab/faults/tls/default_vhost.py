"""The gateway does not know the name and shows its default certificate."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx, vhost
from tests.lab.sites import HTTPS, api

TAXONOMY: tuple[str, ...] = ("TLS-15", "TLS-03")
EXPECT = Expect("tls.hostname", owner="customer-security", subject="api")


def world(lab: Lab) -> None:
    cert, key = lab.cert("billing.lab.test")
    lab.trust()
    nginx(lab, 8443, vhost(8443, "server_name billing.lab.test; return 200 ok;", (cert, key)))
    api(lab, HTTPS)
