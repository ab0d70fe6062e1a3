"""The issuer's certificate is from an authority that the app does not know."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-06",)
EXPECT = Expect("tls.unknown_ca", owner="customer-security", subject="login")


def world(lab: Lab) -> None:
    lab.dns.set("login.lab.test", a=[lab.SVC])
    lab.serve("oidc", issuer="https://login.lab.test:8443", tls=lab.cert("login.lab.test"))
    lab.declare("""
            [dependencies.login]
            kind = "oidc"
            url = "https://login.lab.test:8443"
        """)
