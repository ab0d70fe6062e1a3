"""The first resolver has an old record, the second one the right one."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-11",)
EXPECT = Expect("dns.wrong_address", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.dns.set("api.lab.test", a=["10.77.2.9"])
    lab.dns_at("10.77.2.3").set("api.lab.test", a=[lab.SVC])
    lab.resolv("nameserver 10.77.2.2\nnameserver 10.77.2.3\n")
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
