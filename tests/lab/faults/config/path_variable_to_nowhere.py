"""A variable names a licence file that nobody put there."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-16",)
EXPECT = Expect("config.file_missing", owner="customer-platform", also=("fs.missing",))


def world(lab: Lab) -> None:
    lab.env["LICENSE_FILE"] = f"{lab.tmp}/license.pem"

    lab.http(8080)
    lab.declare("""
        [env.LICENSE_FILE]
        required = true
        format = "path"
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)
