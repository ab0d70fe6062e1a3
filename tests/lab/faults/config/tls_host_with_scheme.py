"""The host of a TLS dependency was given as a web address."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-11",)
EXPECT = Expect("config.url_malformed", owner="customer-platform", also=("config.value_malformed",))


def world(lab: Lab) -> None:
    lab.env["MAIL_HOST"] = "https://10.77.2.2"
    lab.declare("""
        [env.MAIL_HOST]
        required = true
        [dependencies.mail]
        kind = "tls"
        host = "${MAIL_HOST}"
        port = 465
    """)
