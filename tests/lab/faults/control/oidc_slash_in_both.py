"""The issuer ends with a slash, in the document and in the app's setting."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("login.lab.test", a=[lab.SVC])
    lab.serve("oidc", issuer="https://login.lab.test:8443/", tls=lab.cert("login.lab.test"))
    lab.trust()
    lab.declare("""
            [dependencies.login]
            kind = "oidc"
            url = "https://login.lab.test:8443/"
            alg = "RS256"
            kid = "key-1"
        """)
