"""The endpoint says http://, and the store speaks TLS."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.s3 import KEY, SECRET

TAXONOMY = ("TLS-17",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="store")


def world(lab: Lab) -> None:
    lab.serve("s3", tls=lab.cert("10.77.2.2"))
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://10.77.2.2:9000"
            bucket = "invoices"
            user = "{KEY}"
            password = "{SECRET}"
        """)
