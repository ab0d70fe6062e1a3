"""The firewall follows no more than so many connections, and drops every further one without a word."""

from __future__ import annotations

from tests.lab import held, needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("TCP-17",)
SREGYM = "node_conntrack_exhaustion"
EXPECT = Expect("tcp.timeout", owner="customer-network", also=("tcp.conntrack_full",))


def world(lab: Lab) -> None:
    lab.tcp(7000, "open")
    lab.redis()
    lab.firewall("ip saddr 10.77.1.2 tcp dport { 6379, 7000 } ct state new ct count over 3 drop")
    held.connected(lab, 7000, 3)
    lab.declare(needs.redis(run_by="customer"))
