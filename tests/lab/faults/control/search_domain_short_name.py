"""A short name that the search list completes."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-08",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.resolv("nameserver 10.77.2.2\nsearch corp.test lab.test\noptions ndots:2\n")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080)

    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api:8080/ping"
        run_by = "vendor"
    """)
