"""The vendor's haproxy has no server left."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import haproxy
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("HTTP-11",)
EXPECT = Expect("http.bad_gateway", owner="vendor-engineering", subject="api")


def world(lab: Lab) -> None:
    backend = "backend b\n server s1 127.0.0.1:9999 check disabled\n"
    haproxy(lab, 8080, f"frontend f\n bind 10.77.2.2:8080\n default_backend b\n{backend}")
    api(lab, run_by="vendor")
