"""A service on the app's own host does not accept any more: its queue is full."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-15",)
EXPECT = Expect("tcp.backlog_full", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "full-backlog", ip="127.0.0.1", namespace=lab.app)
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "127.0.0.1"
        port = 8080
        run_by = "customer"
    """)
