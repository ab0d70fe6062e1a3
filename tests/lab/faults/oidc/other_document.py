"""Another JSON document is answered than that of an issuer."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("http.unexpected_body", subject="login")


def world(lab: Lab) -> None:
    lab.dns.set("login.lab.test", a=[lab.SVC])
    lab.serve("oidc", issuer="http://login.lab.test:8443", routes={"/.well-known/openid-configuration": "{}"})
    lab.declare("""
            [dependencies.login]
            kind = "oidc"
            url = "http://login.lab.test:8443"
        """)
