"""The app fails by itself on every request of this path."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-10",)
EXPECT = Expect("http.server_error", owner="vendor-engineering", subject="payments")


def world(lab: Lab) -> None:
    webhooks.site(lab, route=lambda method, headers, body: (500, '{"error": "no such table"}'))
    lab.declare(webhooks.declared())
