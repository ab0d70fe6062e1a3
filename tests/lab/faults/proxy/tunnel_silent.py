"""The proxy opens the tunnel, and then nothing comes through it."""

from __future__ import annotations

import socket
import time

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-09",)
EXPECT = Expect("proxy.unreachable", owner="customer-network", subject="api")


def answer(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
    time.sleep(60)


def world(lab: Lab) -> None:
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.trust()
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall("ip daddr 10.77.2.2 tcp dport 8443 drop")
    lab.tcp(3128, answer, ip=lab.FW_LEFT, namespace=lab.fw)
    lab.env["HTTPS_PROXY"] = "http://10.77.1.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
