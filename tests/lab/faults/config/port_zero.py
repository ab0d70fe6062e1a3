"""The port of a plain TCP service is zero."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-12",)
EXPECT = Expect("config.value_malformed", owner="customer-platform", also=("config.url_malformed",))


def world(lab: Lab) -> None:
    lab.env["SYSLOG_PORT"] = "0"
    lab.declare("""
        [env.SYSLOG_PORT]
        required = true
        [dependencies.syslog]
        kind = "tcp"
        host = "10.77.2.2"
        port = "${SYSLOG_PORT}"
    """)
