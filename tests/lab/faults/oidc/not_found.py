"""The app's setting names a realm that is not there."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("HTTP-03",)
EXPECT = Expect("http.not_found", owner="customer-platform", subject="login")


def world(lab: Lab) -> None:
    lab.dns.set("login.lab.test", a=[lab.SVC])
    lab.serve("oidc", issuer="http://login.lab.test:8443")
    lab.declare("""
            [dependencies.login]
            kind = "oidc"
            url = "http://login.lab.test:8443/realms/mian"
        """)
