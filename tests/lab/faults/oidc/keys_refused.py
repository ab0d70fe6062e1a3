"""The keys are at another port, where nothing listens."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="login")


def world(lab: Lab) -> None:
    lab.dns.set("login.lab.test", a=[lab.SVC])
    lab.serve(
        "oidc", issuer="http://login.lab.test:8443", named={"jwks_uri": "http://login.lab.test:9443/keys"}
    )
    lab.declare("""
            [dependencies.login]
            kind = "oidc"
            url = "http://login.lab.test:8443"
        """)
