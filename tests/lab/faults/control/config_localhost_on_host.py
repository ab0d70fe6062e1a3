"""Everything runs on one host, and localhost is right."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-14",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(9000, ip="127.0.0.1", namespace=lab.app)
    lab.declare("""
        [dependencies.sidecar]
        kind = "http"
        url = "http://localhost:9000/health"
    """)
