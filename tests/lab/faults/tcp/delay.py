"""Every packet takes a second and a half, which is more than the app waits for a connection."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("TCP-23",)
EXPECT = Expect("tcp.loss", owner="customer-network", subject="api")

SETUP = """
module sch_netem
tc qdisc add dev vec0 root netem delay 1500ms
"""


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.declare(need("tcp", "api", host=lab.SVC, port=8080, timeout="1s", run_by="customer"))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP, network=True)
