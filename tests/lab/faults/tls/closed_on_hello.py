"""The peer closes as soon as the hello is there."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("TLS-20",)
EXPECT = Expect("tls.handshake_cut", owner="customer-network", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    odd_server.start(lab, port=8443, on_hello="close")
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "customer"
    """)
