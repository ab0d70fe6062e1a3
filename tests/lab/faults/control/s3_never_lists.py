"""A key that may write and not list, of an app that never lists."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    allow = {"Effect": "Allow", "Action": ["s3:PutObject", "s3:GetObject"], "Resource": "*"}
    store = lab.serve("s3", policy={"Version": "2012-10-17", "Statement": [allow]})
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://10.77.2.2:9000"
            bucket = "invoices"
            user = "{store.key}"
            password = "{store.secret}"
            list = false
        """)
