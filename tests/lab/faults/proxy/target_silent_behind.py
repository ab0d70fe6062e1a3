"""The proxy's own way out drops the packets: it does not answer in time."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-08",)
EXPECT = Expect("proxy.unreachable", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.trust()
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall("ip daddr 10.77.2.2 tcp dport 8443 drop")
    lab.fw.run(["nft", "add table inet lab2"])
    lab.fw.run(["nft", "add chain inet lab2 out { type filter hook output priority 0; }"])
    lab.fw.run(["nft", "add rule inet lab2 out tcp dport 8443 drop"])
    lab.squid(extra="connect_timeout 30 seconds")
    lab.env["HTTPS_PROXY"] = "http://10.77.1.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
