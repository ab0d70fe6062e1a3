"""A firewall for web pages refuses the call before it reaches the app."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-04",)
EXPECT = Expect("http.forbidden", owner="customer-security", subject="payments")


def world(lab: Lab) -> None:
    webhooks.site(lab, inside="deny all;")
    lab.declare(webhooks.declared())
