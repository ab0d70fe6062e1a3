"""REQUESTS_CA_BUNDLE names a file of another machine."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-16",)
EXPECT = Expect("config.file_missing", also=("tls.bad_file",))


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.env["REQUESTS_CA_BUNDLE"] = "/usr/local/share/company/ca-bundle.pem"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
    """)
