"""haproxy refuses names that it has no certificate for."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import haproxy, pem
from tests.lab.sites import HTTPS, api

TAXONOMY: tuple[str, ...] = ("TLS-15",)
EXPECT = Expect("tls.hostname", also=("tls.version",), subject="api")


def world(lab: Lab) -> None:
    both = pem(lab.tmp, *lab.cert("other.lab.test"))
    lab.trust()
    haproxy(
        lab,
        8443,
        f"frontend f\n bind 10.77.2.2:8443 ssl crt {both} strict-sni\n http-request return status 200\n",
    )
    api(lab, HTTPS)
