"""The clock is ten minutes off, and signatures are good for five."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("TIME-01",)
EXPECT = Expect("clock.skew")


def world(lab: Lab) -> None:
    webhooks.site(
        lab,
        inside="proxy_pass http://10.77.1.2:8080; proxy_pass_header Date;",
        date_offset=-600.0,
    )
    lab.declare(webhooks.declared(tolerance="5m"))
