"""The app takes RS256, and the issuer signs with a key of ES256."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.oidc import ec_key

TAXONOMY = ()
EXPECT = Expect("oidc.keys", owner="customer-platform", subject="login")


def world(lab: Lab) -> None:
    lab.dns.set("login.lab.test", a=[lab.SVC])
    lab.serve("oidc", issuer="http://login.lab.test:8443", keys=[ec_key()])
    lab.declare("""
            [dependencies.login]
            kind = "oidc"
            url = "http://login.lab.test:8443"
            alg = "RS256"
        """)
