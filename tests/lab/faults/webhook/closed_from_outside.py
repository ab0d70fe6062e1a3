"""The rule for calls from outside is gone: for two days nothing has come."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-18",)
EXPECT = Expect("http.webhook_missing", owner="customer-network", subject="payments")


def world(lab: Lab) -> None:
    site = webhooks.site(lab)
    site.call(3)
    site.age(50)
    site.call(1, path="/login")
    lab.firewall("tcp dport 8443 drop")
    lab.declare(webhooks.declared(log=str(site.log), every="1d"))
