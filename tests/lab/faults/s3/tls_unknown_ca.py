"""The store's certificate is of an authority that the app does not trust."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.s3 import KEY, SECRET

TAXONOMY = ("TLS-06",)
EXPECT = Expect("tls.unknown_ca", owner="customer-security", subject="store")


def world(lab: Lab) -> None:
    lab.serve("s3", tls=lab.cert("10.77.2.2"))
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "https://10.77.2.2:9000"
            bucket = "invoices"
            user = "{KEY}"
            password = "{SECRET}"
        """)
