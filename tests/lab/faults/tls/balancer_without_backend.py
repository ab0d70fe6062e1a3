"""A balancer takes the connection and has nobody to give it to."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import haproxy
from tests.lab.sites import HTTPS, api

TAXONOMY: tuple[str, ...] = ("TLS-20",)
EXPECT = Expect("tcp.reset", also=("tls.handshake_cut",), subject="api")


def world(lab: Lab) -> None:
    haproxy(lab, 8443, "listen l\n mode tcp\n bind 10.77.2.2:8443\n server s1 127.0.0.1:9999\n")
    lab.trust()
    api(lab, HTTPS)
