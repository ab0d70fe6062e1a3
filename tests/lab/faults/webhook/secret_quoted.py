"""The secret was set with its quotes."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("CFG-05",)
EXPECT = Expect("config.value_malformed")


def world(lab: Lab) -> None:
    webhooks.site(lab)
    lab.env["WEBHOOK_SECRET"] = chr(34) + lab.env["WEBHOOK_SECRET"] + chr(34)
    lab.declare(webhooks.declared())
