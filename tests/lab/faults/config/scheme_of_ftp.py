"""An address for FTP was given to the vendor API."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-10",)
EXPECT = Expect("config.url_malformed", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.env["API_URL"] = "ftp://10.77.2.2/ping"
    lab.declare("""
        [env.API_URL]
        required = true
        [dependencies.http]
        kind = "http"
        url = "${API_URL}"
        run_by = "vendor"
    """)
