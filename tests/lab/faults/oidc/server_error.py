"""The issuer fails by itself."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("http.server_error", subject="login")


def world(lab: Lab) -> None:
    lab.dns.set("login.lab.test", a=[lab.SVC])
    lab.serve(
        "oidc",
        issuer="http://login.lab.test:8443",
        routes={"/.well-known/openid-configuration": {"status": 500, "body": "{}"}},
    )
    lab.declare("""
            [dependencies.login]
            kind = "oidc"
            url = "http://login.lab.test:8443"
        """)
