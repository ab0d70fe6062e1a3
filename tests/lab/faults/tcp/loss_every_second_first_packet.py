"""The line of the host loses every second packet that begins a connection."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("TCP-23",)
EXPECT = Expect("tcp.loss", owner="customer-network", subject="api")

SETUP = """
module sch_netem sch_prio cls_u32
# netem's model of four states: from good to lost with each packet, and back with the next. Of all packets it
# would be chance which are lost: a connection has an even number of them.
tc qdisc add dev vec0 root handle 1: prio bands 4 priomap 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
tc qdisc add dev vec0 parent 1:4 netem loss state 100% 100%
tc filter add dev vec0 parent 1: protocol ip u32 match ip protocol 6 0xff match u8 2 0x12 at 33 flowid 1:4
"""


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.declare(need("tcp", "api", host=lab.SVC, port=8080, run_by="customer"))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP, network=True)
