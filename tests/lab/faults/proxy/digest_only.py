"""The proxy takes Digest only, which libraries do not do for proxies."""

from __future__ import annotations

import socket

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-06", "PRX-16")
EXPECT = Expect("proxy.auth_required", owner="customer-security", subject="api")


def answer(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(
        b"HTTP/1.1 407 Proxy Authentication Required\r\n"
        b'Proxy-Authenticate: Digest realm="corp", nonce="abc", qop="auth"\r\n'
        b"Content-Length: 0\r\nConnection: close\r\n\r\n"
    )


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall("ip daddr 10.77.2.2 tcp dport 8080 drop")
    lab.tcp(3128, answer, ip=lab.FW_LEFT, namespace=lab.fw)
    lab.env["HTTP_PROXY"] = "http://app:Sesame-4711@10.77.1.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
