"""The port is that of MinIO's console, not of its API."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.s3 import KEY, SECRET

TAXONOMY = ("HTTP-17",)
EXPECT = Expect("s3.misconfigured", owner="customer-platform", subject="store")


def world(lab: Lab) -> None:
    # As MinIO answers (cmd/api-errors.go), which cannot be had here.
    lab.http(
        9000,
        status=400,
        headers={"Content-Type": "application/xml", "x-amz-request-id": "4442587FB7D0A2F9"},
        body=b"""<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>InvalidArgument</Code><Message>S3 API Requests must be made to API port.</Message></Error>""",
    )
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://10.77.2.2:9000"
            bucket = "invoices"
            user = "{KEY}"
            password = "{SECRET}"
        """)
