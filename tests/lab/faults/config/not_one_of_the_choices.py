"""The variable holds a word that is not one of the allowed ones."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-12",)
EXPECT = Expect("config.value_malformed", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.env["LOG_LEVEL"] = "verbose"

    lab.http(8080)
    lab.declare("""
        [env.LOG_LEVEL]
        required = true
        choices = ["debug", "info", "warning", "error"]
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)
