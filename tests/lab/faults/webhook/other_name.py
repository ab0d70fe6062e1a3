"""The gateway shows the certificate of another name."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("TLS-03",)
EXPECT = Expect("tls.hostname", subject="payments")


def world(lab: Lab) -> None:
    webhooks.site(lab, tls=lab.cert("shop.lab.test"))
    lab.declare(webhooks.declared())
