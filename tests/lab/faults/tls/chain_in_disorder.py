"""The server sends a root that does not help, and not the intermediate that would."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server, pki
from tests.lab.expect import Expect

TAXONOMY = ("TLS-07",)
EXPECT = Expect("tls.incomplete_chain", owner="customer-security", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    root = pki.authority("Lab Root CA")
    lab.env["SSL_CERT_FILE"] = pki.write(lab.tmp, "root", root)[0]
    middle = pki.authority("Lab Issuing CA 1", by=root)
    cert, key = pki.write(lab.tmp, "leaf", pki.leaf(by=middle), root)
    odd_server.start(lab, port=8443, cert=cert, key=key)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
    """)
