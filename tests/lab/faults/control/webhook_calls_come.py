"""Calls come; the last was a minute ago."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    site = webhooks.site(lab)
    site.call(5)
    lab.declare(webhooks.declared(log=str(site.log), every="1h", sender="10.77.1.1/32"))
