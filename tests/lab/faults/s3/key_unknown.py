"""The store does not know the access key."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.s3 import SECRET

TAXONOMY = ("HTTP-01",)
EXPECT = Expect("http.unauthorized", owner="customer-platform", subject="store")


def world(lab: Lab) -> None:
    lab.serve("s3")
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://10.77.2.2:9000"
            bucket = "invoices"
            user = "AKIALABLABLABLAB9999"
            password = "{SECRET}"
        """)
