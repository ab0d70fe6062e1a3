"""A switch has a word that is neither yes nor no; all dependencies are fine."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-13",)
EXPECT = Expect("config.value_malformed", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.env["FEATURE_EXPORT"] = "enabledd"

    lab.http(8080)
    lab.declare("""
        [env.FEATURE_EXPORT]
        required = true
        format = "bool"
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)
