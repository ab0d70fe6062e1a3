"""A proxy ends TLS, and the issuer behind it does not know: all its addresses are http."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("oidc.issuer", owner="customer-platform", subject="login")


def world(lab: Lab) -> None:
    lab.dns.set("login.lab.test", a=[lab.SVC])
    lab.serve("oidc", issuer="http://login.lab.test:8443", tls=lab.cert("login.lab.test"))
    lab.trust()
    lab.declare("""
            [dependencies.login]
            kind = "oidc"
            url = "https://login.lab.test:8443"
        """)
