"""https is asked of a plain service that waits for the client and answers a line only."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("TLS-16",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.redis(port=8443)
    lab.declare("""
        [dependencies.api]
        kind = "tls"
        host = "api.lab.test"
        port = 8443
        run_by = "customer"
    """)
