"""The declared CA file is not there."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server, pki
from tests.lab.expect import Expect

TAXONOMY = ("CFG-16",)
EXPECT = Expect("config.file_missing", subject="api", also=("tls.bad_file",))


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    cert, key = pki.write(lab.tmp, "leaf", pki.leaf(by=pki.authority("Lab Root CA")))
    odd_server.start(lab, port=8443, cert=cert, key=key)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "customer"
        ca_file = "/etc/lab/no-such-ca.pem"
    """)
