"""The clock is twenty minutes behind: the store takes no signature that old."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.servers.s3 import KEY, SECRET

TAXONOMY = ("HTTP-16", "TIME-01")
EXPECT = Expect("clock.skew", owner="customer-platform", subject="clock")


def world(lab: Lab) -> None:
    # As Amazon answers; no server here does. (AWS, S3 API reference, "Error responses".)
    lab.http(
        9000,
        status=403,
        headers={"Content-Type": "application/xml", "x-amz-request-id": "4442587FB7D0A2F9"},
        body=b"""<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current
time is too large.</Message></Error>""",
    )
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://10.77.2.2:9000"
            bucket = "invoices"
            user = "{KEY}"
            password = "{SECRET}"
        """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(faketime="-20m")
