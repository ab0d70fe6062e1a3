"""The declared key is no longer published."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.oidc import rsa_key

TAXONOMY = ()
EXPECT = Expect("oidc.keys", owner="customer-platform", subject="login")


def world(lab: Lab) -> None:
    lab.dns.set("login.lab.test", a=[lab.SVC])
    lab.serve("oidc", issuer="http://login.lab.test:8443", keys=[rsa_key("key-7")])
    lab.declare("""
            [dependencies.login]
            kind = "oidc"
            url = "http://login.lab.test:8443"
            kid = "key-1"
        """)
