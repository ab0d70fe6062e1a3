"""Only names and the web may leave: the broker's packets are dropped where the app runs."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("TCP-02",)
SREGYM = "network_policy_block"
EXPECT = Expect("tcp.timeout", subject="broker")


def world(lab: Lab) -> None:
    lab.serve("mqtt")
    lab.http(443)
    lab.firewall_app(
        "udp dport 53 accept\ntcp dport { 53, 80, 443 } accept\ntcp flags & (syn | ack) == syn drop"
    )
    lab.declare("""
        [dependencies.broker]
        kind = "mqtt"
        url = "mqtt://app:mqtt-secret-5@10.77.2.2:1883"
        [dependencies.page]
        kind = "http"
        url = "http://10.77.2.2:443/"
    """)
