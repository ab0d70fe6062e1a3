"""Packets to the proxy vanish."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-05",)
EXPECT = Expect("proxy.unreachable", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall("ip daddr 10.77.2.2 tcp dport 8080 drop")
    lab.squid(ip="10.77.2.1")
    lab.fw.run(["nft", "add table inet lab2"])
    lab.fw.run(["nft", "add chain inet lab2 in { type filter hook input priority 0; }"])
    lab.fw.run(["nft", "add rule inet lab2 in tcp dport 3128 drop"])
    lab.env["HTTP_PROXY"] = "http://10.77.2.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
