"""The sender signs with another secret than the app has."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-01",)
EXPECT = Expect("http.unauthorized", owner="customer-platform", subject="payments")


def world(lab: Lab) -> None:
    site = webhooks.site(lab)
    site.call(4, secret="whsec-of-another-endpoint")
    lab.declare(webhooks.declared(log=str(site.log)))
