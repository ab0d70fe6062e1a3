"""The line of the host loses every second packet, whatever is in it."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("TCP-23",)
EXPECT = Expect("tcp.loss", owner="customer-network", subject="api")

SETUP = """
module sch_netem
# netem's model of four states: from good to lost with each packet, and back with the next.
tc qdisc add dev vec0 root netem loss state 100% 100%
# After a packet that arrives the next one is lost: which one that is must not be left to chance.
near=$(ip route | sed -n 's/^default via \\([^ ]*\\).*/\\1/p')
for try in 1 2 3 4; do ping -c 1 -W 1 "$near" && break; done
"""


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.declare(need("tcp", "api", host=lab.SVC, port=8080, run_by="customer"))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP, network=True)
