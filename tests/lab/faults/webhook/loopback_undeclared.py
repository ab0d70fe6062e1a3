"""The app listens on 127.0.0.1 only; the gateway is another host, and no address was declared."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-18", "TCP-03")
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="payments")


def world(lab: Lab) -> None:
    webhooks.site(lab, listen="127.0.0.1")
    lab.declare(webhooks.declared(listen=":8080"))
