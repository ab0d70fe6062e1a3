"""ndots:5 and a search domain that answers for everything: another host is found."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-10",)
EXPECT = Expect("dns.search_domain", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.dns.set("api.lab.test.corp.test", a=["10.77.2.9"])
    lab.resolv("nameserver 10.77.2.2\nsearch corp.test\noptions ndots:5\n")
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
