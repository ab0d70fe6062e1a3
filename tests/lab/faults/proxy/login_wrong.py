"""squid knows the user, but the password is an old one; the service is plain HTTP."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-06",)
EXPECT = Expect("proxy.auth_required", owner="customer-security", subject="api")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall("ip daddr 10.77.2.2 tcp dport 8080 drop")
    lab.squid(user="app", password="Sesame-4711")
    lab.env["http_proxy"] = "http://app:Sesame-0815@10.77.1.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
