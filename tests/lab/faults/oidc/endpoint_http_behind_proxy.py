"""The issuer is right; the address of its keys is without TLS."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("oidc.issuer", owner="customer-platform", subject="login")


def world(lab: Lab) -> None:
    lab.dns.set("login.lab.test", a=[lab.SVC])
    lab.serve(
        "oidc",
        issuer="https://login.lab.test:8443",
        tls=lab.cert("login.lab.test"),
        named={"jwks_uri": "http://login.lab.test:8443/keys"},
    )
    lab.trust()
    lab.declare("""
            [dependencies.login]
            kind = "oidc"
            url = "https://login.lab.test:8443"
        """)
