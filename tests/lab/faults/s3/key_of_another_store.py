"""The key belongs to another account: the store does not know it."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.s3 import KEY, SECRET

TAXONOMY = ("HTTP-01",)
EXPECT = Expect("http.unauthorized", owner="customer-platform", subject="store")


def world(lab: Lab) -> None:
    allow = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    lab.serve("s3", policy={"Version": "2012-10-17", "Statement": [allow]})
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://10.77.2.2:9000"
            bucket = "invoices"
            user = "{KEY}"
            password = "{SECRET}"
        """)
