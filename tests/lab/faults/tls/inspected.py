"""A box on the way opens TLS and signs with its own CA."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server, pki
from tests.lab.expect import Expect

TAXONOMY = ("PRX-11",)
EXPECT = Expect("tls.intercepted", owner="customer-security", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    box = pki.authority("Zscaler Intermediate Root CA (zscaler.net)", "Zscaler Inc.")
    cert, key = pki.write(lab.tmp, "leaf", pki.leaf(by=box), box)
    odd_server.start(lab, port=8443, cert=cert, key=key)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
