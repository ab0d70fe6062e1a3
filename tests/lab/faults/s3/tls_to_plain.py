"""The endpoint says https://, and the store speaks without TLS."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.s3 import KEY, SECRET

TAXONOMY = ("TLS-17",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="store")


def world(lab: Lab) -> None:
    lab.serve("s3")
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "https://10.77.2.2:9000"
            bucket = "invoices"
            user = "{KEY}"
            password = "{SECRET}"
        """)
