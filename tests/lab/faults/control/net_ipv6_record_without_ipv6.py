"""The name has an IPv6 address too, and this host has no IPv6: every client takes IPv4."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.dns.set("api.lab.test", a=[lab.SVC], aaaa=["fd77:2::2"])
    lab.app.run(["sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1"])
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
