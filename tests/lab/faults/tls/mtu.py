"""Large packets are lost on the way back: the handshake hangs, the connection does not."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server, pki
from tests.lab.expect import Expect

TAXONOMY = ("TCP-16", "TLS-19")
EXPECT = Expect("tcp.mtu", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    root = pki.authority("Lab Root CA")
    lab.env["SSL_CERT_FILE"] = pki.write(lab.tmp, "root", root)[0]
    middle = pki.authority("Lab Issuing CA", by=root)
    cert, key = pki.write(lab.tmp, "leaf", pki.leaf(by=middle), middle)
    odd_server.start(lab, port=8443, cert=cert, key=key)
    lab.firewall("ip length > 1300 tcp sport 8443 drop")
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
    """)
