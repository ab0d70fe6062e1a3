"""The file of the authority has Windows line ends and a comment, which OpenSSL takes."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-16",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8443, tls=lab.cert("api.lab.test"))
    text = b"# the company's authority\n" + lab.ca.cert_pem.bytes()
    (lab.tmp / "ca.crt").write_bytes(text.replace(b"\n", b"\r\n"))
    lab.env["SSL_CERT_FILE"] = f"{lab.tmp}/ca.crt"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
    """)
