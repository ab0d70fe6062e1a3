"""The gateway takes one kilobyte, and the sender's calls are larger."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-08",)
EXPECT = Expect("http.too_large", owner="customer-platform", subject="payments")


def world(lab: Lab) -> None:
    site = webhooks.site(lab, rest="client_max_body_size 1k;")
    site.call(3, size=3000)
    lab.declare(webhooks.declared(log=str(site.log)))
