"""The proxy opens TLS and signs with the company's CA, whose name tells nothing; past it the name differs."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server, pki
from tests.lab.expect import Expect

TAXONOMY = ("PRX-11",)
EXPECT = Expect("tls.intercepted", owner="customer-security", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    root = pki.authority("Lab Root CA")
    lab.env["SSL_CERT_FILE"] = pki.write(lab.tmp, "root", root)[0]
    cert, key = pki.write(lab.tmp, "leaf", pki.leaf(by=root))
    odd_server.start(lab, port=8443, cert=cert, key=key)
    cert, key = pki.write(lab.tmp, "box", pki.leaf(by=pki.authority("Company Services 2", "Company")))
    odd_server.start(lab, port=3128, ip="10.77.2.3", cert=cert, key=key, proxy=True)
    lab.env["HTTPS_PROXY"] = "http://10.77.2.3:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "customer"
    """)
