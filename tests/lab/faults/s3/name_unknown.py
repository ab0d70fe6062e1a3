"""The endpoint's name does not exist."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.s3 import KEY, SECRET

TAXONOMY = ("DNS-01",)
EXPECT = Expect("dns.nxdomain", owner="customer-network", subject="store")


def world(lab: Lab) -> None:
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://store.lab.test:9000"
            bucket = "invoices"
            user = "{KEY}"
            password = "{SECRET}"
        """)
