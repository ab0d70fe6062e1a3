"""The public name is not in the DNS."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("DNS-01",)
EXPECT = Expect("dns.nxdomain", subject="payments")


def world(lab: Lab) -> None:
    webhooks.site(lab)
    lab.declare(webhooks.declared(url="https://webhooks.lab.test:8443/hooks/payments"))
