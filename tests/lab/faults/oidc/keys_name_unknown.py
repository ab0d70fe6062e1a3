"""The keys are at another host, whose name is not known here."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("dns.nxdomain", subject="login")


def world(lab: Lab) -> None:
    lab.dns.set("login.lab.test", a=[lab.SVC])
    lab.serve(
        "oidc", issuer="http://login.lab.test:8443", named={"jwks_uri": "http://keys.lab.test:8443/keys"}
    )
    lab.declare("""
            [dependencies.login]
            kind = "oidc"
            url = "http://login.lab.test:8443"
        """)
