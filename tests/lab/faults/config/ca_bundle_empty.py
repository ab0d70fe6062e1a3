"""The file of trusted authorities was made, but nothing is in it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-16",)
EXPECT = Expect("config.file_missing", also=("tls.bad_file",))


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8443, tls=lab.cert("api.lab.test"))
    (lab.tmp / "bundle.pem").write_text("")
    lab.env |= {"SSL_CERT_FILE": f"{lab.tmp}/bundle.pem"}
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
