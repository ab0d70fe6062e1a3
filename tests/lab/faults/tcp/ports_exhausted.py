"""The only local port that may be used is taken."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-18",)
EXPECT = Expect("tcp.ports_exhausted", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.app.run(["sysctl", "-qw", "net.ipv4.ip_local_port_range=40000 40000"])
    script = f"import socket, time; c = socket.create_connection(('{lab.SVC}', 8080)); time.sleep(60)"
    lab.app.start(["/usr/bin/python3", "-c", script])
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
