"""The whole host is three hours behind."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("TIME-01",)
EXPECT = Expect("clock.skew", owner="customer-platform", subject="clock")

SETUP = """
date -s '3 hours ago'
"""


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.http(8081, ip="10.77.2.3")
    lab.declare(
        need("http", "api", url=f"http://{lab.SVC}:8080/ping")
        + need("http", "mail", url="http://10.77.2.3:8081/")
    )


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP, network=True)
