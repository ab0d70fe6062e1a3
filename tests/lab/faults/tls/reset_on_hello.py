"""Something on the way resets the connection as soon as it reads this name in the hello."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server, pki
from tests.lab.expect import Expect

TAXONOMY = ("TLS-18",)
EXPECT = Expect("tls.handshake_cut", owner="customer-network", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    root = pki.authority("Lab Root CA")
    lab.env["SSL_CERT_FILE"] = pki.write(lab.tmp, "root", root)[0]
    cert, key = pki.write(lab.tmp, "leaf", pki.leaf(by=root))
    odd_server.start(lab, port=8443, cert=cert, key=key, on_hello="reset", bad_names=["api.lab.test"])
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "customer"
    """)
