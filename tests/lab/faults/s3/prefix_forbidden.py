"""The key may list another folder than the app's."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("HTTP-03",)
EXPECT = Expect("http.forbidden", owner="customer-platform", subject="store")


def world(lab: Lab) -> None:
    allow = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}
    store = lab.serve("s3", policy={"Version": "2012-10-17", "Statement": [allow]})
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://10.77.2.2:9000"
            bucket = "invoices"
            user = "{store.key}"
            password = "{store.secret}"
            prefix = "2026/"
        """)
