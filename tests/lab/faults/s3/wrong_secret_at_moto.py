"""The secret key was changed at the store."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("HTTP-17",)
EXPECT = Expect("s3.misconfigured", owner="customer-platform", subject="store")


def world(lab: Lab) -> None:
    allow = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    store = lab.serve("s3", policy={"Version": "2012-10-17", "Statement": [allow]})
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://10.77.2.2:9000"
            bucket = "invoices"
            user = "{store.key}"
            password = "{store.secret[1:]}x"
        """)
