"""The filter answers with a page and status 200, as if all were well."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-17",)
EXPECT = Expect("proxy.blocked", owner="customer-security", subject="api")


PAGE = b"<html><head><title>Web filter: category not allowed</title></head><body>Ask IT</body></html>"


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall("ip daddr 10.77.2.2 tcp dport 8080 drop")
    lab.http(3128, ip=lab.FW_LEFT, namespace=lab.fw, headers={"Content-Type": "text/html"}, body=PAGE)
    lab.env["HTTP_PROXY"] = "http://10.77.1.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
