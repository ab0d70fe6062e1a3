"""The app that takes the calls is not running."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-18", "TCP-01")
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="payments")


def world(lab: Lab) -> None:
    webhooks.site(lab, listen="no")
    lab.declare(webhooks.declared())
