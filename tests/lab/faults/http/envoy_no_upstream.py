"""Envoy has no healthy backend."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("HTTP-11",)
EXPECT = Expect("http.bad_gateway", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.http(
        8080,
        status=503,
        body="no healthy upstream",
        headers={"Server": "envoy", "Content-Type": "text/plain"},
    )
    api(lab)
