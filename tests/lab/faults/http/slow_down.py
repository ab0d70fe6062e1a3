"""503 with SlowDown is a rate limit, not a gateway's fault."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("HTTP-09",)
EXPECT = Expect("http.rate_limited", also=("http.bad_gateway",), subject="api")


def world(lab: Lab) -> None:
    lab.http(
        8080,
        status=503,
        body='<?xml version="1.0"?><Error><Code>SlowDown</Code></Error>',
        headers={"Content-Type": "application/xml"},
    )
    api(lab, run_by="third-party")
