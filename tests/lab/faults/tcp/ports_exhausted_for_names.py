"""No local port is left, neither for connections nor for questions to the name server."""

import socket
import time
from collections.abc import Callable

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-18",)
EXPECT = Expect("tcp.ports_exhausted", owner="customer-platform")


def hold(ready: Callable[[], None], where: tuple[str, int]) -> None:
    """Use up the ports, and keep them."""
    held = []
    while True:
        client = socket.socket()
        if client.connect_ex(where):
            break
        held.append(client)
    ready()
    time.sleep(60)


def world(lab: Lab) -> None:
    lab.dns.set("pg.lab.test", a=[lab.SVC])
    lab.tcp(5432, "open")
    lab.app.run(["sh", "-c", "echo 40000 40001 >/proc/sys/net/ipv4/ip_local_port_range"])
    lab.app.fork("hold", lambda ready: hold(ready, (lab.SVC, 5432)))

    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        host = "pg.lab.test"
        user = "app"
        password = "pw-app-9"
        name = "app"
        run_by = "customer"
    """)
