"""etcd speaks TLS, and the app's URL says http://."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-16",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="config")


def world(lab: Lab) -> None:
    lab.serve("etcd", tls=lab.cert("10.77.2.2"))
    lab.trust()
    lab.declare("""
            [dependencies.config]
            kind = "etcd"
            url = "http://10.77.2.2:2379"
        """)
