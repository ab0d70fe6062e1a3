"""etcd's certificate is from an authority that the app does not know."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-06",)
EXPECT = Expect("tls.unknown_ca", owner="customer-security", subject="config")


def world(lab: Lab) -> None:
    lab.serve("etcd", tls=lab.cert("10.77.2.2"))
    lab.declare("""
            [dependencies.config]
            kind = "etcd"
            url = "https://10.77.2.2:2379"
        """)
