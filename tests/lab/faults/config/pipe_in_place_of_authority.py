"""A pipe lies where the authority should be: reading it would hang for ever."""

from __future__ import annotations

import os

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-16",)
EXPECT = Expect("config.file_missing", also=("tls.bad_file", "config.file_invalid"))


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8443, tls=lab.cert("api.lab.test"))
    os.mkfifo(lab.tmp / "authority.pem")
    (lab.tmp / "authority.pem").chmod(0o644)
    lab.env["SSL_CERT_FILE"] = f"{lab.tmp}/authority.pem"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
    """)
