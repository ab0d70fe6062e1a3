"""The clocks differ by more than the app allows."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("clock.skew")


def world(lab: Lab) -> None:
    lab.dns.set("login.lab.test", a=[lab.SVC])
    lab.serve("oidc", issuer="http://login.lab.test:8443", date_offset=-90.0)
    lab.declare("""
            [dependencies.login]
            kind = "oidc"
            url = "http://login.lab.test:8443"
            leeway = "60s"
        """)
