"""The proxy takes Kerberos and NTLM only, which no variable can give."""

from __future__ import annotations

import socket

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-16",)
EXPECT = Expect("proxy.auth_required", owner="customer-security", subject="api")


def answer(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(
        b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\n"
        b"Proxy-Authenticate: NTLM\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )


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
