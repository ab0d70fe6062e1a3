"""A private CA signed it; whether the app trusts that stands in an environment nobody showed."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server, pki
from tests.lab.expect import Expect

TAXONOMY = ("TLS-06",)
EXPECT = Expect(verdict="undecided")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    cert, key = pki.write(lab.tmp, "leaf", pki.leaf(by=pki.authority("Lab Root CA")))
    odd_server.start(lab, port=8443, cert=cert, key=key)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
    """)


def run(lab: Any) -> Any:
    return lab.self_test("--no-env")
