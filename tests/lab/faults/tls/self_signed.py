"""The server made its certificate itself."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server, pki
from tests.lab.expect import Expect

TAXONOMY = ("TLS-04",)
EXPECT = Expect("tls.self_signed", owner="customer-security", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    cert, key = pki.write(lab.tmp, "leaf", pki.leaf())
    odd_server.start(lab, port=8443, cert=cert, key=key)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "customer"
    """)
