"""A number is written the continental way."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-12",)
EXPECT = Expect("config.value_malformed", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.env["SAMPLE_RATE"] = "0,75"

    lab.http(8080)
    lab.declare("""
        [env.SAMPLE_RATE]
        format = "float"
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)
