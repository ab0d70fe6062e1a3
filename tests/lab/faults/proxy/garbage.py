"""What listens at the proxy's port speaks another protocol."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-13",)
EXPECT = Expect("proxy.misconfigured", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall("ip daddr 10.77.2.2 tcp dport 8080 drop")
    lab.tcp(3128, b"SSH-2.0-OpenSSH_9.2\r\n", ip=lab.FW_LEFT, namespace=lab.fw)
    lab.env["HTTP_PROXY"] = "http://10.77.1.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
