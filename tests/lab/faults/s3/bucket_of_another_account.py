"""The bucket belongs to another account, which does not let this key in."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.s3 import KEY, SECRET

TAXONOMY = ("HTTP-03",)
EXPECT = Expect("http.forbidden", owner="customer-platform", subject="store")


def world(lab: Lab) -> None:
    # As Amazon answers; no server here does. (AWS, S3 API reference, "Error responses".)
    lab.http(
        9000,
        status=403,
        headers={"Content-Type": "application/xml", "x-amz-request-id": "4442587FB7D0A2F9"},
        body=b"""<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>AccessDenied</Code>
<Message>User: arn:aws:iam::111122223333:user/app is not authorized to perform:
s3:ListBucket on resource: "arn:aws:s3:::invoices" because
no resource-based policy allows it</Message></Error>""",
    )
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://10.77.2.2:9000"
            bucket = "invoices"
            user = "{KEY}"
            password = "{SECRET}"
        """)
