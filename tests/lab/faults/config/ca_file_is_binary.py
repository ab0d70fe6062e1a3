"""The authority was given as DER, where PEM is read."""

from __future__ import annotations

import ssl

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-16",)
EXPECT = Expect("config.file_missing", also=("tls.bad_file",))


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8443, tls=lab.cert("api.lab.test"))
    der = ssl.PEM_cert_to_DER_cert(lab.ca.cert_pem.bytes().decode())
    (lab.tmp / "ca.crt").write_bytes(der)
    lab.env["CA_FILE"] = f"{lab.tmp}/ca.crt"
    lab.declare("""
        [env.CA_FILE]
        required = true
        format = "path"
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        ca_file = "${CA_FILE}"
    """)
