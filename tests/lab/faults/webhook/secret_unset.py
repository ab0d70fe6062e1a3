"""The secret that the calls are checked with is not set."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("CFG-01",)
EXPECT = Expect("config.env_missing", subject="payments")


def world(lab: Lab) -> None:
    webhooks.site(lab)
    del lab.env["WEBHOOK_SECRET"]
    lab.declare(webhooks.declared())
