"""The app may use 600 MB of address space, and that is enough."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("OS-15",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(limits={"as": 600 << 20})
