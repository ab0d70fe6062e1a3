"""The file of the authority belongs to root, and nobody else may read it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-16", "OS-05")
EXPECT = Expect("fs.permission", also=("config.file_missing", "tls.bad_file"))


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8443, tls=lab.cert("api.lab.test"))
    ca = lab.tmp / "company.pem"
    ca.write_bytes(lab.ca.cert_pem.bytes())
    ca.chmod(0o600)
    lab.env["SSL_CERT_FILE"] = str(ca)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
