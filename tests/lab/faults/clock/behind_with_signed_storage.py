"""The clock is twenty minutes behind, and the object store refuses the signature."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("TIME-01", "HTTP-16")
EXPECT = Expect("clock.skew", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.http(
        9000,
        status=403,
        headers={"Content-Type": "application/xml"},
        body=b"<Error><Code>RequestTimeTooSkewed</Code></Error>",
    )
    lab.redis()
    lab.declare("""
        [dependencies.store]
        kind = "http"
        url = "http://10.77.2.2:9000/bucket"
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(faketime="-20m")
