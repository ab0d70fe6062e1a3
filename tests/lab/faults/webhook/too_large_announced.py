"""The gateway takes one kilobyte, and the sender's largest calls are larger; none has come yet."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-08",)
EXPECT = Expect("http.too_large", owner="customer-platform", subject="payments")


def world(lab: Lab) -> None:
    webhooks.site(lab, rest="client_max_body_size 1k;")
    lab.declare(webhooks.declared(probe_post=True, largest="3kB"))
