"""The gateway lets only the sender in, which is no fault: the log shows that its calls are taken."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    site = webhooks.site(lab, rest=f"allow {lab.FW_RIGHT}; deny all;")
    site.call(2)
    lab.declare(webhooks.declared(log=str(site.log), every="1h", sender=lab.FW_RIGHT))
