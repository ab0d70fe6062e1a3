"""The only local port that may be used is taken."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-18",)
SREGYM = "ephemeral_port_range"
EXPECT = Expect("tcp.ports_exhausted", owner="customer-platform", subject="api")


def hold(host: str, port: int, ready: Callable[[], None]) -> None:
    """Keep the only local port in use."""
    with socket.create_connection((host, port)):
        ready()
        threading.Event().wait()


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.app.run(["sysctl", "-qw", "net.ipv4.ip_local_port_range=40000 40000"])
    lab.app.fork("holder", lambda ready: hold(lab.SVC, 8080, ready))
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
