"""http:// is asked of haproxy's TLS port, which hangs up without a word."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import haproxy, pem
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("TLS-17",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    both = pem(lab.tmp, *lab.cert("api.lab.test"))
    haproxy(lab, 8443, f"frontend f\n bind 10.77.2.2:8443 ssl crt {both}\n http-request return status 200\n")
    api(lab, "http://api.lab.test:8443/ping")
