"""Nothing listens at the public address."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("TCP-01",)
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="payments")


def world(lab: Lab) -> None:
    webhooks.site(lab)
    lab.declare(webhooks.declared(url="https://app.lab.test:9443/hooks/payments"))
