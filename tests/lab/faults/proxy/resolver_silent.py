"""No name server answers, so the proxy's name cannot be looked up: that is not the proxy."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-03",)
EXPECT = Expect("dns.timeout", owner="customer-network", subject="api", also=("dns.resolver_unreachable",))


def world(lab: Lab) -> None:
    lab.squid()
    lab.firewall("udp dport 53 drop\ntcp dport 53 drop")
    lab.resolv("nameserver 10.77.2.2\noptions timeout:1 attempts:1\n")
    lab.env["HTTPS_PROXY"] = "http://proxy.corp.test:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
