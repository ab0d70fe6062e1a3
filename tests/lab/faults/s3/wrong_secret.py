"""The secret key is another one than the store has."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.s3 import KEY

TAXONOMY = ("HTTP-17",)
EXPECT = Expect("s3.misconfigured", owner="customer-platform", subject="store")


def world(lab: Lab) -> None:
    lab.serve("s3")
    lab.secrets.add("another-secret")
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://10.77.2.2:9000"
            bucket = "invoices"
            user = "{KEY}"
            password = "another-secret"
        """)
