"""A chain with an intermediate authority, sent complete."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-05",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    issuing = lab.ca.create_child_ca()
    lab.http(8443, tls=lab.cert("api.lab.test", ca=issuing))
    lab.trust()

    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
