"""Here all is well, and the sender has not come for two days."""

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
    lab.declare(webhooks.declared(log=str(site.log), every="1d"))
