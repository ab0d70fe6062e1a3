"""The certificate ran out last week."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server, pki
from tests.lab.expect import Expect

TAXONOMY = ("TLS-01",)
SREGYM = "expired_tls"
EXPECT = Expect("tls.expired", owner="customer-security", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    root = pki.authority("Lab Root CA")
    lab.env["SSL_CERT_FILE"] = pki.write(lab.tmp, "root", root)[0]
    cert, key = pki.write(lab.tmp, "leaf", pki.leaf(by=root, days=(-90, -7)))
    odd_server.start(lab, port=8443, cert=cert, key=key)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "customer"
    """)
