"""The proxy leaves TLS alone; the authority is unknown with and without it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, proxied

TAXONOMY: tuple[str, ...] = ("TLS-06",)
EXPECT = Expect("tls.unknown_ca", owner="customer-security", subject="api")


def world(lab: Lab) -> None:
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.squid()
    proxied(lab, "http://10.77.1.1:3128")
    api(lab, HTTPS)
