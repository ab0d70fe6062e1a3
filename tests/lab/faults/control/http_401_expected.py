"""The ping answers 401 without a token, and the declaration says so."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080, status=401, headers={"WWW-Authenticate": "Bearer"})
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "customer"
        expect = 401
    """)
