"""The variable of the data directory is set to nothing."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-01",)
EXPECT = Expect("config.env_missing", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.env["DATA_DIR"] = ""
    lab.http(8080)
    lab.declare("""
        [env.DATA_DIR]
        required = true
        format = "path"
        [dependencies.data]
        kind = "directory"
        path = "${DATA_DIR}"
        writable = true
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/"
    """)
