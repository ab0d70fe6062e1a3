"""Nothing listens on the issuer's port."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-06",)
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="login")


def world(lab: Lab) -> None:
    lab.dns.set("login.lab.test", a=[lab.SVC])
    lab.declare("""
            [dependencies.login]
            kind = "oidc"
            url = "http://login.lab.test:8443"
        """)
