"""The name has an IPv6 address too, but this host has no IPv6 at all: every client takes the other."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-12",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.app.run(["sh", "-c", "echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6"])
    lab.dns.set("api.lab.test", a=[lab.SVC], aaaa=[lab.SVC6])
    lab.http(8080)
    lab.http(8080, ip=lab.SVC6)

    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
