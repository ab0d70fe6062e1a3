"""The hosts file leads to a relay inside on purpose; the public address is not reachable from here."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-11",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.hosts("127.0.0.1 localhost\n10.77.2.4 api.lab.test\n")
    lab.dns.set("api.lab.test", a=["198.51.100.9"])
    lab.http(8080, ip="10.77.2.4")

    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
