"""The framework answers 404 to all but POST, as Express does; it says so when asked for its methods."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.webhook import takes

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    webhooks.site(lab, route=takes(get=404))
    lab.declare(webhooks.declared())
