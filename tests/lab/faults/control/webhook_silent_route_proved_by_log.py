"""404 to everything but POST, also to OPTIONS; the log shows that calls are taken."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.webhook import takes

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    site = webhooks.site(lab, route=takes(get=404, options=404))
    site.call(2)
    lab.declare(webhooks.declared(log=str(site.log)))
