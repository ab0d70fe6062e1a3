"""The address names the port of the server's own monitoring page."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers import nats

TAXONOMY: tuple[str, ...] = ("TCP-04",)
SREGYM = "incorrect_port_assignment"
EXPECT = Expect("tcp.wrong_service", subject="bus")


def world(lab: Lab) -> None:
    lab.serve("nats", conf='http: "10.77.2.2:8222"\n' + nats.USER)
    lab.declare("""
        [dependencies.bus]
        kind = "nats"
        url = "nats://app:nats-secret-3@10.77.2.2:8222"
    """)
