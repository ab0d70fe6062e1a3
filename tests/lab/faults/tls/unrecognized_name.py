"""The server knows other names only and says so by an alert."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server, pki
from tests.lab.expect import Expect

TAXONOMY = ("TLS-15",)
EXPECT = Expect("tls.hostname", owner="customer-security", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    root = pki.authority("Lab Root CA")
    lab.env["SSL_CERT_FILE"] = pki.write(lab.tmp, "root", root)[0]
    cert, key = pki.write(lab.tmp, "leaf", pki.leaf(by=root))
    odd_server.start(lab, port=8443, cert=cert, key=key, names=["other.lab.test"])
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "customer"
    """)
