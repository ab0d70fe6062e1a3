"""The site cannot reach its own public address from inside, and calls come from outside."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    site = webhooks.site(lab)
    site.call(3)
    lab.firewall("tcp dport 8443 drop")
    lab.declare(webhooks.declared(log=str(site.log), every="1h"))
