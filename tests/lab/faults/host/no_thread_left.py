"""The user of the app may have one thread only."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("OS-13",)
EXPECT = Expect("limits.processes", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(uid=61236, limits={"nproc": 1})
