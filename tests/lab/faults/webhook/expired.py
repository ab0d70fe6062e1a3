"""The gateway's certificate ran out yesterday: no sender calls any more."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("TLS-01",)
EXPECT = Expect("tls.expired", subject="payments")


def world(lab: Lab) -> None:
    webhooks.site(lab, tls=lab.cert("app.lab.test", not_before=-90 * 86400, not_after=-86400))
    lab.declare(webhooks.declared())
