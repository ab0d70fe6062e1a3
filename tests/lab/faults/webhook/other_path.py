"""The app has its route at another path than was told to the sender."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-05",)
EXPECT = Expect("http.not_found", owner="vendor-engineering", subject="payments")


def world(lab: Lab) -> None:
    webhooks.site(lab, path="/hooks/payment")
    lab.declare(webhooks.declared())
