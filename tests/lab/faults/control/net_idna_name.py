"""A name with an umlaut, asked for in its ASCII form."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("xn--bcher-kva.lab.test", a=[lab.SVC])
    lab.http(8080)

    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://bücher.lab.test:8080/ping"
        run_by = "vendor"
    """)
