"""A JSON text with single quotes, as Python prints it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-12",)
EXPECT = Expect("config.value_malformed", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.env["TENANTS"] = "{'acme': 1, 'umbrella': 2}"

    lab.http(8080)
    lab.declare("""
        [env.TENANTS]
        required = true
        format = "json"
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)
