"""The server wants a client certificate, and the app has the right one."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server, pki
from tests.lab.expect import Expect

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    root = pki.authority("Lab Root CA")
    lab.env["SSL_CERT_FILE"] = pki.write(lab.tmp, "root", root)[0]
    cert, key = pki.write(lab.tmp, "leaf", pki.leaf(by=root))
    pki.write(lab.tmp, "client", pki.leaf(("app",), by=root))
    lab.env["CERT_DIR"] = str(lab.tmp)
    odd_server.start(lab, port=8443, cert=cert, key=key, client_ca=lab.env["SSL_CERT_FILE"])
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "customer"
        cert_file = "${CERT_DIR}/client.pem"
        key_file = "${CERT_DIR}/client.key"
        [env.CERT_DIR]
    """)
