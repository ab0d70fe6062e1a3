"""From inside the public address is silent, and no log tells whether calls come: only the sender knows."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-18",)
EXPECT = Expect(verdict="undecided")


def world(lab: Lab) -> None:
    webhooks.site(lab)
    lab.firewall("tcp dport 8443 drop")
    lab.declare(webhooks.declared())
