"""Ten services are dropped by the firewall, ten others are well: all are told apart, in time."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-04",)
EXPECT = Expect("tcp.timeout", owner="customer-network")


def world(lab: Lab) -> None:
    for port in range(8001, 8011):
        lab.tcp(port, "open")
    lab.firewall("tcp dport 9001-9010 drop")
    ports = [*range(8001, 8011), *range(9001, 9011)]
    rows = [f'[dependencies.p{p}]\nkind = "tcp"\nhost = "{lab.SVC}"\nport = {p}' for p in ports]
    lab.declare("\n".join(rows))
