"""A service answers 503 with Retry-After: it has more requests than it takes."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("HTTP-09", "HTTP-10")
SREGYM = "rpc_retry_storm"
EXPECT = Expect(
    "http.rate_limited", also=("http.server_error", "http.bad_gateway", "vendor.outage"), subject="api"
)


def world(lab: Lab) -> None:
    headers = {"Retry-After": "120", "Content-Type": "application/json"}
    lab.http(8080, status=503, body='{"error": "too many requests in flight"}', headers=headers)
    api(lab, run_by="vendor")
