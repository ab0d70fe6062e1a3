"""The CA is in the file that curl reads; the app"s library reads another."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server, pki
from tests.lab.expect import Expect

TAXONOMY = ("TLS-08",)
EXPECT = Expect("tls.unknown_ca", owner="customer-security", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    root = pki.authority("Lab Root CA")
    lab.env["CURL_CA_BUNDLE"] = pki.write(lab.tmp, "root", root)[0]
    cert, key = pki.write(lab.tmp, "leaf", pki.leaf(by=root))
    odd_server.start(lab, port=8443, cert=cert, key=key)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "customer"
        client = "httpx"
    """)
