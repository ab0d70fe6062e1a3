"""http is asked of a TLS port."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server, pki
from tests.lab.expect import Expect

TAXONOMY = ("TLS-17",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    root = pki.authority("Lab Root CA")
    cert, key = pki.write(lab.tmp, "leaf", pki.leaf(by=root))
    odd_server.start(lab, port=8080, cert=cert, key=key)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "customer"
    """)
