"""The host has no battery and was never set: it is 1970 there."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("TIME-01",)
EXPECT = Expect("clock.skew", owner="customer-platform", subject="clock")

SETUP = """
date -s '1970-01-01 00:02:00'
"""


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.declare(need("http", "api", url=f"http://{lab.SVC}:8080/ping", run_by="vendor"))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP, network=True)
