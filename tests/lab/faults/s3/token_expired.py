"""The session token of a role has ended."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.s3 import KEY, SECRET

TAXONOMY = ("HTTP-01",)
EXPECT = Expect("http.unauthorized", owner="customer-platform", subject="store")


def world(lab: Lab) -> None:
    # As Amazon answers; no server here does. (AWS, S3 API reference, "Error responses".)
    lab.http(
        9000,
        status=400,
        headers={"Content-Type": "application/xml", "x-amz-request-id": "4442587FB7D0A2F9"},
        body=b"""<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>""",
    )
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://10.77.2.2:9000"
            bucket = "invoices"
            user = "{KEY}"
            password = "{SECRET}"
            session_token = "FwoGZXIvYXdzELabLabLab"
        """)
