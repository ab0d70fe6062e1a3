"""Packets take 80 ms, and some come twice or in another order."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("TCP-23",)
EXPECT = Expect(healthy=True)

SETUP = """
module sch_netem
tc qdisc add dev vec0 root netem delay 80ms 10ms duplicate 5% reorder 5%
"""


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.declare(need("tcp", "api", host=lab.SVC, port=8080, run_by="customer"))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP, network=True)
