"""The name server is reached over IPv6 only."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    zone = lab.dns_at(lab.SVC6)
    zone.set("api.lab.test", a=[lab.SVC])
    lab.dns.stop()
    lab.resolv("# made by hand\n; and commented\nnameserver fd77:2::2\noptions rotate timeout:1\n")
    lab.http(8080)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
