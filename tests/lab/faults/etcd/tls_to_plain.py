"""etcd is without TLS, and the app's URL says https://."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-16",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="config")


def world(lab: Lab) -> None:
    lab.serve("etcd")
    lab.declare("""
            [dependencies.config]
            kind = "etcd"
            url = "https://10.77.2.2:2379"
        """)
