"""A service on the app's own host does not accept any more: its queue is full."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-15",)
EXPECT = Expect("tcp.backlog_full", subject="api")


def world(lab: Lab) -> None:
    script = (
        "import socket, time; s = socket.create_server(('127.0.0.1', 8080), backlog=1);"
        " c = [socket.socket() for _ in range(4)];"
        " [x.setblocking(False) or x.connect_ex(('127.0.0.1', 8080)) for x in c];"
        " print('full', flush=True); time.sleep(60)"
    )
    lab.app.start(["/usr/bin/python3", "-c", script])
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "127.0.0.1"
        port = 8080
        run_by = "customer"
    """)
