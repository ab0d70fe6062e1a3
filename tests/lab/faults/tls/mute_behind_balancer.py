"""A balancer takes the connection; behind it nobody ever answers."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import haproxy
from tests.lab.sites import HTTPS, api

TAXONOMY: tuple[str, ...] = ("TLS-19",)
EXPECT = Expect("tls.handshake_cut", also=("tcp.mute",), subject="api")


def world(lab: Lab) -> None:
    lab.tcp(9000, "mute")
    haproxy(lab, 8443, "listen l\n mode tcp\n bind 10.77.2.2:8443\n server s1 10.77.2.2:9000\n")
    lab.trust()
    api(lab, HTTPS)
