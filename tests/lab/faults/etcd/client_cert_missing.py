"""etcd lets in only who shows a certificate, and the app has none."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-09",)
EXPECT = Expect("tls.client_cert", owner="customer-security", subject="config")


def world(lab: Lab) -> None:
    lab.serve("etcd", tls=lab.cert("10.77.2.2"), client_ca=lab.ca_file)
    lab.trust()
    lab.declare("""
            [dependencies.config]
            kind = "etcd"
            url = "https://10.77.2.2:2379"
        """)
