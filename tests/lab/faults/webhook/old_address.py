"""The public name still has the address of the old gateway."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("DNS-11",)
EXPECT = Expect("dns.wrong_address", owner="customer-network", subject="payments")


def world(lab: Lab) -> None:
    webhooks.site(lab)
    lab.declare(webhooks.declared(public_address="10.77.2.9"))
