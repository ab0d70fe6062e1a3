"""The gateway has no backend for the token endpoint."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("http.bad_gateway", owner="customer-platform", subject="login")


def world(lab: Lab) -> None:
    lab.dns.set("login.lab.test", a=[lab.SVC])
    lab.serve(
        "oidc", issuer="http://login.lab.test:8443", routes={"/token": {"status": 503, "body": "no backend"}}
    )
    lab.declare("""
            [dependencies.login]
            kind = "oidc"
            url = "http://login.lab.test:8443"
        """)
