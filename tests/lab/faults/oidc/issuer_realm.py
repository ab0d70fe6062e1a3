"""The issuer is the realm's, and the app's setting is the server's."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("oidc.issuer", owner="customer-platform", subject="login")


def world(lab: Lab) -> None:
    lab.dns.set("login.lab.test", a=[lab.SVC])
    lab.serve("oidc", issuer="http://login.lab.test:8443/realms/main")
    lab.declare("""
            [dependencies.login]
            kind = "oidc"
            url = "http://login.lab.test:8443"
        """)
